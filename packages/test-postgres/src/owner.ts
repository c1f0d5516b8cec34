import { execFileSync } from 'node:child_process'
import { chownSync } from 'node:fs'

/** Returns who runs servers in a folder. They do not run as root, so root gives the folder to another user. */
export function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  chownSync(folder, uid!, gid!)
  return { uid: uid!, gid: gid! }
}

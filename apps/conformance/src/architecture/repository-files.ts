import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import type { TextFile } from './text-file.ts'

/** Lists all tracked and new files. Without git, lists all files that `.gitignore` does not exclude. */
export function listFiles(root: string): string[] {
  return listWithGit(root) ?? walk(root)
}

/** Reads every text file of the repository. */
export function readTextFiles(root: string): TextFile[] {
  return listFiles(root).flatMap((path) => {
    const bytes = readFileSync(join(root, path))
    return bytes.includes(0) ? [] : [{ path, text: bytes.toString() }]
  })
}

function listWithGit(root: string): string[] | undefined {
  try {
    const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const listed = execFileSync('git', options, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    // git still lists a file whose deletion is not committed.
    const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
    return paths.filter((path) => statSync(join(root, path)).isFile()).sort()
  } catch {
    return undefined
  }
}

/** Lists files for {@link listFiles} where there is no git, such as in an unpacked archive. */
export function walk(root: string): string[] {
  const lines = readFileSync(join(root, '.gitignore'), 'utf8').split('\n')
  const ignored = ['.git', ...lines.filter((line) => line !== '' && !line.startsWith('#'))]
  const visit = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (ignored.some((pattern) => matchesGlob(entry.name, pattern))) return []
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return visit(path)
      return entry.isFile() ? [path] : []
    })
  return visit('').sort()
}

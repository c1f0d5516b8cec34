import { globSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'

/** Lists the files of the repository by their paths from its root, without those that `.gitignore` excludes. */
export function listFiles(root: string): string[] {
  const lines = readFileSync(`${root}/.gitignore`, 'utf8').split('\n')
  const ignored = ['.git', ...lines.filter((line) => line !== '' && !line.startsWith('#'))]
  const entries = globSync('**', {
    cwd: root,
    withFileTypes: true,
    exclude: ({ name }) => ignored.some((pattern) => matchesGlob(name, pattern)),
  })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(root.length))
    .sort()
}

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DocumentedFile } from './documented-files.ts'

const root = new URL('../../../../', import.meta.url)

/** Returns all blocks of all recipes. They are files of one project. */
export function readRecipeFiles(): DocumentedFile[] {
  const folder = fileURLToPath(new URL('docs/recipes/', root))
  return readdirSync(folder)
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => [
      ...readFileSync(`${folder}${page}`, 'utf8').matchAll(/^```ts.*\n(\/\/ ([\w-][\w.-]*\.ts)\n[^]*?)^```$/gm),
    ])
    .map(([, text, path]) => ({ path: path!, text: text! }))
}

/** Returns the names of the packages that files import. */
export function importedPackages(files: readonly DocumentedFile[]): string[] {
  const imported = files.flatMap(({ text }) =>
    [...text.matchAll(/(?:\bfrom|^import) '((?:@[\w-]+\/)?[\w-][\w.-]*)(?:\/[^']*)?'/gm)].map(([, name]) => name!),
  )
  return [...new Set(imported)].filter((name) => !name.startsWith('node:')).sort()
}

/** Returns the versions in which this repository uses packages of others, and their types. */
export function versionsOf(names: readonly string[]): Record<string, string> {
  const { devDependencies } = JSON.parse(readFileSync(new URL('apps/docs/package.json', root), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const wanted = names.flatMap((name) => [name, `@types/${name}`])
  return Object.fromEntries(
    Object.entries(devDependencies).filter(([name, version]) => wanted.includes(name) && version !== 'workspace:*'),
  )
}

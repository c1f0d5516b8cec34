import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folderOfPages = fileURLToPath(new URL('../../../../docs/recipes/', import.meta.url))
const modules = fileURLToPath(new URL('../../../docs/node_modules/', import.meta.url))
const store = new URL('recipe-store.ts', import.meta.url).href

/** Which files to write. */
export interface RecipeFiles {
  /** Pages of docs/recipes. */
  pages: readonly string[]
  /** Texts of `wazzup.ts`, and what takes their place. */
  changes: readonly (readonly [from: string, to: string])[]
}

/**
 * Writes the files of recipes to a folder, word for word: `wazzup.ts` of the first page, and the files of the pages. In the folder
 * `@wazzup-kit/sqlite` is the store of `recipe-store.ts`, and all other packages are those that the docs may use.
 */
export function writeRecipe(folder: string, { pages, changes }: RecipeFiles): void {
  for (const { file, text } of ['README', ...pages].flatMap(readBlocks)) {
    writeFileSync(join(folder, file), file === 'wazzup.ts' ? changes.reduce(change, text) : text)
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  linkModules(modules, join(folder, 'node_modules'))
  const sqlite = join(folder, 'node_modules', '@wazzup-kit', 'sqlite')
  mkdirSync(sqlite)
  writeFileSync(join(sqlite, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }))
  writeFileSync(join(sqlite, 'index.js'), `export { createSqliteStore } from ${JSON.stringify(store)}\n`)
}

function change(text: string, [from, to]: readonly [from: string, to: string]): string {
  if (!text.includes(from)) throw new Error(`wazzup.ts has no ${from}`)
  return text.replace(from, to)
}

/** Returns the files that a page shows and that are not tests. */
function readBlocks(page: string): { file: string; text: string }[] {
  const text = readFileSync(join(folderOfPages, `${page}.md`), 'utf8')
  return [...text.matchAll(/^```ts compile\n\/\/ ([\w.-]+\.ts)\n([^]*?)^```$/gm)].map(([, file, code]) => ({
    file: file!,
    text: code!,
  }))
}

function linkModules(from: string, to: string): void {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    if (name === '@wazzup-kit') linkModules(join(from, name), join(to, name))
    else if (name !== 'sqlite') symlinkSync(join(from, name), join(to, name), 'junction')
  }
}

import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const pages = fileURLToPath(new URL('../../../../docs/recipes/', import.meta.url))
const modules = fileURLToPath(new URL('../../../docs/node_modules/', import.meta.url))
const store = new URL('recipe-store.ts', import.meta.url).href

/**
 * Writes the files of a recipe to a folder, word for word: `wazzup.ts` of the first page and the files of the recipe's page. In the
 * folder `@wazzup-kit/sqlite` is the store of `recipe-store.ts`, and all other packages are those that the docs may use.
 */
export function writeRecipe(folder: string, page: string | undefined): void {
  const blocks = [...readBlocks('README'), ...(page === undefined ? [] : readBlocks(page))]
  for (const { file, text } of blocks) writeFileSync(join(folder, file), text)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  linkModules(modules, join(folder, 'node_modules'))
  const sqlite = join(folder, 'node_modules', '@wazzup-kit', 'sqlite')
  mkdirSync(sqlite)
  writeFileSync(join(sqlite, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }))
  writeFileSync(join(sqlite, 'index.js'), `export { createSqliteStore } from ${JSON.stringify(store)}\n`)
}

/** Returns the files that a page shows and that are not tests. */
function readBlocks(page: string): { file: string; text: string }[] {
  const text = readFileSync(join(pages, `${page}.md`), 'utf8')
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

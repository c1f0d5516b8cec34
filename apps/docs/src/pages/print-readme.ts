import { readPage } from '../markdown/repository.ts'
import { listRecipes } from '../recipes/list-recipes.ts'
import { table } from './markdown.ts'

const start = '<!-- Printed by `pnpm docs:print` from docs/recipes/README.md. -->'
const end = '<!-- End of the recipes. -->'

/** Returns the text of README.md with the recipes of today. */
export function printReadme(): string {
  const { text } = readPage('README.md')
  const [before, rest, more] = text.split(`${start}\n`)
  const after = rest?.split(`${end}\n`)[1]
  if (after === undefined || more !== undefined) throw new Error(`README.md needs one part between ${start} and ${end}`)
  const rows = listRecipes().map(({ title, path, words }) => [`[${title}](${path})`, words])
  return `${before}${start}\n\n${table(['Job', 'Words to find it'], rows)}\n\n${end}\n${after}`
}

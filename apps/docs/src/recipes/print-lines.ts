import { listFiles } from '../markdown/list-files.ts'
import { readPage, root } from '../markdown/repository.ts'
import { table } from '../pages/markdown.ts'
import { mostLines } from './count-lines.ts'
import { countForms, isRecipe, readRecipe } from './recipe.ts'

// `pnpm recipes:lines` prints the own lines of each recipe.

const pages = listFiles(root)
  .filter((path) => path.endsWith('.md'))
  .map(readPage)
const forms = pages.filter(isRecipe).flatMap((page) => countForms(readRecipe(page)))

console.log(
  table(
    ['Recipe', 'Form', 'Lines', 'Files'],
    forms.map(({ recipe, form, lines, files }) => [recipe, form, String(lines), files.join(', ')]),
  ),
)
console.log(`
All lines with code count, also types, decorators and the class. Imports, comments, blank lines, tests and the parts of
docs/recipes/README.md do not. A file of the page that a form imports counts for it. The browser counts apart from its server.
The code is formatted at 120 columns, and none may have more than ${mostLines} lines.`)

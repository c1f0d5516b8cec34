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
    ['Recipe', 'Form', 'Lines', 'With the frame', 'Files'],
    forms.map(({ recipe, form, lines, withFrame, files }) => [
      recipe,
      form,
      String(lines),
      String(withFrame),
      files.join(', '),
    ]),
  ),
)
console.log(`
All lines with code count, also types. Imports, comments, blank lines, tests and the parts of docs/recipes/README.md do not. The
frame is what Nest asks of each provider: decorators, the line of the class and its last bracket, and what is injected. A file
of the page that a form imports counts for it, unless only a type is imported. The browser counts apart from its server. The
code is formatted at 120 columns, and none may have more than ${mostLines} lines without the frame.`)

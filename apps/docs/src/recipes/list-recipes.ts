import { readPage } from '../markdown/repository.ts'
import { linkedRowsOf } from '../markdown/table-rows.ts'

export const recipesPath = 'docs/recipes/README.md'

/** A recipe in the words of a person who looks for it. */
export interface ListedRecipe {
  title: string
  path: string
  /** Words to find it, with commas between them. */
  words: string
  /** The sentence at the beginning of its page. */
  job: string
  /** The whole page. */
  text: string
}

/** Returns the recipes in the order of the table of docs/recipes/README.md. */
export function listRecipes(): ListedRecipe[] {
  return linkedRowsOf(readPage(recipesPath)).map(({ title, path, after }) => {
    const { text } = readPage(path)
    return { title, path, words: after, job: text.split('\n')[2] ?? '', text }
  })
}

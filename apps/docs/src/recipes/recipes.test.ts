import { describe, expect, test } from 'vitest'
import { readPrograms } from '../examples/code-blocks.ts'
import { listFiles } from '../markdown/list-files.ts'
import { nodesOf } from '../markdown/page.ts'
import { readPage, root } from '../markdown/repository.ts'
import { mostLines } from './count-lines.ts'
import { recipesPath } from './list-recipes.ts'
import { countForms, findSections, isRecipe, readRecipe, sections, type Recipe } from './recipe.ts'

const pages = listFiles(root)
  .filter((path) => path.endsWith('.md'))
  .map(readPage)
const recipes = pages.filter(isRecipe).map(readRecipe)
const overview = readPage(recipesPath)

/** Returns the lines of a page between a section and the next one. */
function linesOf({ page }: Recipe, section: (typeof sections)[number]): string[] {
  const starts = findSections(page)
  const index = sections.indexOf(section)
  return page.text.split('\n').slice(starts[index], (starts[index + 1] ?? Infinity) - 1)
}

describe.each(recipes.map((recipe) => [recipe.name, recipe] as const))('the recipe %s', (name, recipe) => {
  test(`has at most ${mostLines} lines of own code in each form`, () => {
    const forms = countForms(recipe)
    expect(forms.map(({ form }) => form)).toEqual(expect.arrayContaining(['plain', 'NestJS']))
    expect(forms.filter(({ lines }) => lines > mostLines)).toEqual([])
  })

  test('begins with a title, and with the job in one or two sentences', () => {
    const [, title, blank, job, end] = recipe.page.text.match(/^(# .+)\n(\n)(.+)\n(\n)/) ?? []
    expect([title, blank, end]).toEqual([expect.any(String), '\n', '\n'])
    expect(job).toMatch(/^[^#`-].+[.:]$/)
    expect([1, 2]).toContain(job!.match(/[.!?:]( |$)/g)?.length)
  })

  test('has the sections of the form, in their order', () => {
    const starts = findSections(recipe.page)
    expect(starts).toEqual(starts.toSorted((one, other) => (one ?? 0) - (other ?? 0)))
    expect(starts).not.toContain(undefined)
    const bullets = linesOf(recipe, 'What it relies on').filter((line) => line.startsWith('- '))
    expect([2, 3, 4]).toContain(bullets.length)
    expect(linesOf(recipe, 'Limits').some((line) => line.startsWith('- '))).toBe(true)
  })

  test('has its code before what it relies on, and a test for each form', () => {
    const [relies = 0, , testIt = 0, nest = Infinity] = findSections(recipe.page)
    expect(recipe.plain.map(({ file }) => file)).toContain(`${name}.ts`)
    expect(recipe.plain.filter(({ line }) => line > relies).map(({ file }) => file)).toEqual([])
    const file = recipe.nest.map((program) => program.file).find((each) => each.startsWith(`${name}.`))
    expect(file).toMatch(/\.(service|controller)\.ts$/)
    const expected = [`${name}.test.ts`, file!.replace(/\.ts$/, '.test.ts')]
    expect(recipe.tests.map((program) => program.file)).toEqual(expected)
    expect(recipe.tests[0]!.line).toBeGreaterThan(testIt)
    expect(recipe.tests[0]!.line).toBeLessThan(nest)
  })

  test('is in the table of recipes, with words to find it', () => {
    const rows = overview.text.split('\n').filter((line) => line.startsWith('|') && line.includes(`](${name}.md)`))
    expect(rows).toHaveLength(1)
    expect(rows[0]!.split('|')[2]!.trim().split(', ').length).toBeGreaterThan(1)
  })
})

test('the recipes have no two files with one name, because they are files of one project', () => {
  const files = [overview, ...pages.filter(isRecipe)].flatMap((page) =>
    readPrograms(page).programs.map((program) => program.file),
  )
  expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([])
  expect(files.filter((file) => file.startsWith('line-'))).toEqual([])
})

test('the table of recipes names only pages that exist', () => {
  const links = nodesOf(overview).flatMap((node) => (node.type === 'link' ? [node.url] : []))
  const named = links.filter((url) => /^[\w-]+\.md$/.test(url)).map((url) => url.replace('.md', ''))
  expect(named.filter((name) => !recipes.some((recipe) => recipe.name === name))).toEqual([])
  expect(recipes.length).toBeGreaterThan(4)
})

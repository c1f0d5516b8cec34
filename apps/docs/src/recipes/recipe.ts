import { basename, dirname, join } from 'node:path'
import { readPrograms, type Program } from '../examples/code-blocks.ts'
import type { Page } from '../markdown/page.ts'
import { countLines } from './count-lines.ts'

/** Bold lines of a recipe, in their order. */
export const sections = ['What it relies on', 'Limits', 'Test it', 'In NestJS'] as const

export interface Recipe {
  /** Name of the page without its ending, for example `order-notice`. */
  name: string
  page: Page
  /** Programs before the section for NestJS, without tests. */
  plain: Program[]
  /** Programs in the section for NestJS, without tests. */
  nest: Program[]
  /** Tests of both forms, in the order of the page. */
  tests: Program[]
}

/** The own code of one form of a recipe. */
export interface Form {
  recipe: string
  form: 'plain' | 'browser' | 'NestJS'
  files: string[]
  /** Lines with code, without the frame that Nest asks of each provider. */
  lines: number
  /** The same with the frame. */
  withFrame: number
}

/** Returns whether a page is a recipe. */
export function isRecipe({ path }: Page): boolean {
  return dirname(path) === 'docs/recipes' && basename(path) !== 'README.md'
}

/** Returns the line numbers of the sections of a page; undefined for those that it does not have. */
export function findSections({ text }: Page): (number | undefined)[] {
  const lines = text.split('\n')
  return sections.map((section) => {
    const index = lines.indexOf(`**${section}**`)
    return index < 0 ? undefined : index + 1
  })
}

export function readRecipe(page: Page): Recipe {
  const { programs } = readPrograms(page)
  const startOfNest = findSections(page)[sections.indexOf('In NestJS')] ?? Infinity
  const code = programs.filter(({ kind }) => kind !== 'test')
  return {
    name: basename(page.path, '.md'),
    page,
    plain: code.filter(({ line }) => line < startOfNest),
    nest: code.filter(({ line }) => line > startOfNest),
    tests: programs.filter(({ kind }) => kind === 'test'),
  }
}

/**
 * Returns the forms of a recipe with their own lines. A file of the page that a form imports counts too. What runs in a browser
 * counts apart from its server.
 */
export function countForms({ name, plain, nest }: Recipe): Form[] {
  const inBrowser = ({ file }: Program): boolean => file.endsWith('.browser.ts')
  const form = (which: Form['form'], programs: readonly Program[]): Form[] =>
    programs.length === 0
      ? []
      : [
          {
            recipe: name,
            form: which,
            files: programs.map(({ file }) => file),
            ...countAll(programs),
          },
        ]
  const server = plain.filter((program) => !inBrowser(program))
  const imported = server.filter(({ file }) => nest.some((program) => importsOf(program).includes(file)))
  return [
    ...form('plain', server),
    ...form('browser', [...plain, ...nest].filter(inBrowser)),
    ...form('NestJS', [...imported, ...nest.filter((program) => !inBrowser(program))]),
  ]
}

function countAll(programs: readonly Program[]): Pick<Form, 'lines' | 'withFrame'> {
  const counted = programs.map(({ text }) => countLines(text))
  const sum = (name: 'all' | 'frame'): number => counted.reduce((total, lines) => total + lines[name], 0)
  return { lines: sum('all') - sum('frame'), withFrame: sum('all') }
}

/** Returns the files of the same folder that a program imports, without those of which it imports types only. */
function importsOf({ file, text }: Program): string[] {
  return [...text.matchAll(/^(?!import type ).* from '(\.{1,2}\/[^']+)'/gm)].map(([, path]) =>
    join(dirname(file), path!),
  )
}

import { expect, test } from 'vitest'
import { readRecipe, countForms } from './recipe.ts'
import { countLines } from './count-lines.ts'

test.each([
  ['imports', `import { one } from 'one'\nimport {\n  two,\n} from 'two'\n`, 0],
  ['comments', `// bot.ts\n\n/** Does it. */\n/*\n * all of it\n */\n`, 0],
  ['blank lines', `\n\nconst one = 1\n\n`, 1],
])('does not count %s', (_what, code, lines) => {
  expect(countLines(code).all).toBe(lines)
})

test.each([
  ['closing brackets', `export function one() {\n  return 1\n}\n`, 3],
  ['types', `interface One {\n  one: 1 // 1\n}\n`, 3],
  ['decorators and the class', `@Injectable()\nclass One {\n  /** Does it. */\n  @Every('one', 1)\n  one() {}\n}\n`, 5],
  ['the lines of a text', 'const sql = `SELECT 1\n\n  FROM one -- all`\n', 2],
  ['code before a comment, and addresses', `const url = 'https://one.example/' // not a comment\n`, 1],
])('counts %s', (_what, code, lines) => {
  expect(countLines(code).all).toBe(lines)
})

test('counts what Nest asks of each provider apart', () => {
  const code = `@Injectable()
export class One {
  private readonly two = 2

  constructor(
    @InjectWazzup() private readonly wazzup: Wazzup,
  ) {}

  @Every('one', 1, {
    timeout: 2,
  })
  one() {
    return this.two
  }
}
export class Three {
  @Plain() three = 3
}`
  expect(countLines(code)).toEqual({ all: 16, frame: 9 })
})

const fence = '```'
const block = (kind: string, code: string) => `${fence}ts ${kind}\n${code}\n${fence}\n`
const page = (text: string) => readRecipe({ path: 'docs/recipes/one.md', text })

test('counts a file of the page for each form that imports it, and what runs in a browser apart', () => {
  const recipe = page(
    [
      '# One\n',
      block('compile', `// table.ts\nexport const table = 1`),
      block('compile', `// one.ts\nimport { table } from './table.ts'\nexport const one = [\n  table,\n]`),
      block('compile', `// one.browser.ts\nexport const two = 2`),
      block('test', `// one.test.ts\nexpect(1)`),
      '**In NestJS**\n',
      block('compile', `// one.service.ts\nimport { table } from './table.ts'\nexport class One {\n  table = table\n}`),
    ].join('\n'),
  )
  expect(countForms(recipe).map(({ form, files, lines }) => [form, files.join(' '), lines])).toEqual([
    ['plain', 'table.ts one.ts', 4],
    ['browser', 'one.browser.ts', 1],
    ['NestJS', 'table.ts one.service.ts', 4],
  ])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkTypes } from './check-types.ts'
import { readPrograms, type Program } from './code-blocks.ts'
import type { Page } from '../markdown/page.ts'
import { runProgram } from './run-program.ts'
import { createScratch, type Scratch } from './scratch.ts'
import { testProgram } from './test-program.ts'

/** Returns a page with these lines. `~~~` stands for a fence. */
function page(path: string, ...lines: string[]): Page {
  return { path, text: lines.join('\n').replaceAll('~~~', '```') }
}

const client = [
  "import { createWazzup } from '@wazzup-kit/core'",
  "import { channelIds } from '@wazzup-kit/emulator'",
  'const wazzup = createWazzup({ apiKey: process.env.WAZZUP_API_KEY!, baseUrl: process.env.WAZZUP_BASE_URL })',
]

const sending = page(
  'docs/sending.md',
  '# Sending',
  '~~~ts',
  ...client,
  '~~~',
  'Now send:',
  '~~~ts continue',
  "const message = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const",
  "const sent = await wazzup.messages.send({ ...message, text: 'from a page' })",
  'console.log(sent.repeated)',
  '~~~',
)
const mistyped = page('docs/mistyped.md', 'One', '', '- a list:', '  ~~~ts', "  const text: number = 'a'", '  ~~~')
const mistypedLater = page('docs/later.md', '~~~ts', 'const a = 1', '~~~', '', '~~~ts continue', 'a.length', '~~~')
const throwing = page(
  'docs/throwing.md',
  '~~~ts',
  ...client,
  '',
  "await wazzup.messages.send({ channelId: channelIds.viber, chatType: 'telegram', chatId: '1', text: 'a' })",
  '~~~',
)
const outside = page(
  'docs/outside.md',
  '~~~ts',
  "import { createWazzup } from '@wazzup-kit/core'",
  "await createWazzup({ apiKey: 'a', maxRetries: 0 }).users.list({})",
  '~~~',
)
const hanging = page('docs/hanging.md', '~~~ts', 'setInterval(() => {}, 1_000)', '~~~')
const worker = page('README.md', '~~~ts compile', 'export default { fetch: (): never => process.exit(1) }', '~~~')

const testing = page(
  'docs/testing.md',
  '~~~ts compile',
  '// sum.ts',
  'export const sum = (a: number, b: number) => a + b',
  '~~~',
  '~~~ts test',
  '// sum.test.ts',
  "import { expect, test } from 'vitest'",
  "import { sum } from './sum.ts'",
  "test('sums', () => expect(sum(1, 2)).toBe(3))",
  '~~~',
  '~~~ts test',
  "import { expect, test } from 'vitest'",
  "import { sum } from './sum.ts'",
  "test('sums wrongly', () => expect(sum(1, 2)).toBe(4))",
  '~~~',
  '~~~ts test',
  'export {}',
  '~~~',
)

function programOf(given: Page): Program {
  const { programs, findings } = readPrograms(given)
  expect(findings).toEqual([])
  expect(programs).toHaveLength(1)
  return programs[0]!
}

describe('readPrograms', () => {
  test('reads a block as a program that keeps the line numbers of the page', () => {
    const { text } = programOf(sending)
    expect(text.split('\n')[2]).toBe(client[0])
    expect(text.split('\n')[8]).toMatch(/^const message/)
  })

  test('reads a second block as a second program, and a continued block as part of it', () => {
    const { programs } = readPrograms(
      page('a.md', '~~~ts', '1', '~~~', '~~~ts', '2', '~~~', '~~~ts continue', '3', '~~~'),
    )
    expect(programs.map(({ text }) => text.trim().split(/\s+/))).toEqual([['1'], ['2', '3']])
  })

  test('names the file of a block by its first line', () => {
    const { programs, findings } = readPrograms(testing)
    expect(findings).toEqual([])
    expect(programs.map(({ kind, file }) => [kind, file])).toEqual([
      ['compile', 'sum.ts'],
      ['test', 'sum.test.ts'],
      ['test', 'line-11.test.ts'],
      ['test', 'line-16.test.ts'],
    ])
  })

  test('names a file in a folder', () => {
    const { programs } = readPrograms(page('a.md', '~~~ts next', '// app/api/[...path]/route.ts', 'export {}', '~~~'))
    expect(programs.map(({ kind, file }) => [kind, file])).toEqual([['next', 'app/api/[...path]/route.ts']])
  })

  test('reports two blocks with the same file name', () => {
    const { findings } = readPrograms(page('a.md', '~~~ts', '// a.ts', '1', '~~~', '~~~ts', '// a.ts', '2', '~~~'))
    expect(findings).toEqual(['a.md:5: a second a.ts on this page'])
  })

  test('does not run a block for another runtime', () => {
    expect(programOf(worker).kind).toBe('compile')
    expect(programOf(sending).kind).toBe('run')
  })

  test.each([
    ['ts nocheck', 'no such block: `ts nocheck`'],
    ['ts continue', 'continues nothing'],
    ['js', 'a block in `js` would not be checked; write `ts`'],
    ['bash', 'a block in `bash` would not be checked; write `sh`'],
    ['', 'without a language'],
  ])('reports a block of an unchecked kind: `%s`', (info, finding) => {
    const { programs, findings } = readPrograms(page('docs/a.md', 'text', `~~~${info}`, 'x', '~~~'))
    expect(programs).toEqual([])
    expect(findings).toEqual([expect.stringContaining(finding)])
    expect(findings[0]).toMatch(/^docs\/a\.md:2: /)
  })

  test('ignores blocks in other languages', () => {
    expect(readPrograms(page('a.md', '~~~json', '{}', '~~~', '~~~text', 'a', '~~~'))).toEqual({
      programs: [],
      findings: [],
    })
  })
})

describe('the programs of a page', () => {
  const pages = [sending, mistyped, mistypedLater, throwing, outside, hanging, worker, testing]
  const programs = pages.flatMap((given) => readPrograms(given).programs)
  let scratch: Scratch
  let findings: string[]
  const run = (given: Page) => runProgram(programOf(given), scratch, { longest: given === hanging ? 1_500 : 20_000 })

  beforeAll(async () => {
    scratch = await createScratch(programs)
    findings = checkTypes(programs, scratch)
  })
  afterAll(() => scratch?.remove())

  test('have exactly the type errors that are on the page, with page and line', () => {
    expect(findings).toEqual([
      expect.stringMatching(/^docs\/mistyped\.md:5: TS2322 /),
      expect.stringMatching(/^docs\/later\.md:6: TS2339 /),
    ])
  })

  test('send to the emulator', async () => {
    const { output, ledger } = await run(sending)
    expect(output).toBe('false\n')
    expect(ledger).toEqual([expect.objectContaining({ text: 'from a page' })])
  })

  test('fail with page and line if they throw', async () => {
    await expect(run(throwing)).rejects.toThrow(
      /^docs\/throwing\.md:1: (.|\n)*WazzupApiError(.|\n)*at async docs\/throwing\.md:6:1/,
    )
  })

  test('fail if they call the real service', async () => {
    await expect(run(outside)).rejects.toThrow('api.wazzup24.com was not called')
  })

  test('fail if they do not end', async () => {
    await expect(run(hanging)).rejects.toThrow('it did not end within 1500 ms')
  })

  test('run as tests together with the other files of their page', async () => {
    const [, passing, failing, empty] = readPrograms(testing).programs
    expect(await testProgram(passing!, scratch)).toMatch(/^ +Tests +1 passed \(1\)$/m)
    await expect(testProgram(failing!, scratch)).rejects.toThrow(
      /^docs\/testing\.md:11: (.|\n)*expected 3 to be 4(.|\n)*line-11\.test\.ts:14:/,
    )
    await expect(testProgram(empty!, scratch)).rejects.toThrow('No test suite found')
  })
})

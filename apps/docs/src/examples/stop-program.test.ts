import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stopBot } from '@wazzup-kit/conformance/stop-bot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPrograms, type Program } from './code-blocks.ts'
import { createScratch, type Scratch } from './scratch.ts'
import { startProcess } from './serve-program.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const pages = ['docs/express.md', 'docs/nestjs.md'].map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
/** The programs, with a shorter deadline, because a handler that is stuck ends by itself when its call has timed out. */
const programs = pages
  .flatMap((page) => readPrograms(page).programs)
  .map((program) => ({
    ...program,
    text: program.text.replaceAll('stopServer(server, 10_000)', 'stopServer(server, 2_000)'),
  }))

/** The bots that end by themselves. With a store, the next process handles what this one has answered with 200. */
const bots = programs.filter(
  ({ kind, text }) => kind === 'serve' && /SIGTERM|enableShutdownHooks/.test(text) && !/create\w+Store\(/.test(text),
)

describe('the process of a documented bot that gets SIGTERM', () => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await createScratch(programs)
  })
  afterAll(() => scratch?.remove())
  const startOf = (program: Program) => (environment: object) => startProcess(program, scratch, environment)

  test('is tested for Express, node:http and Nest', () => {
    for (const text of ['express()', 'createServer(', 'NestFactory']) {
      expect(bots.some((bot) => bot.text.includes(text))).toBe(true)
    }
  })

  test.for(bots)('handles all deliveries until it accepts no connection: $page:$line', async (bot) => {
    const { statuses, handled, lost } = await stopBot(startOf(bot), { handlers: 'slow' })
    expect({ statuses, lost }).toEqual({ statuses: [200], lost: [] })
    expect(handled.after).toBeGreaterThan(0)
  })

  // The deadline of Nest is tested in apps/conformance.
  test.for(bots.filter(({ text }) => text.includes('stopServer(')))(
    'ends by its deadline although a handler is stuck and clients go on: $page:$line',
    async (bot) => {
      const { statuses, lost, took } = await stopBot(startOf(bot), { handlers: 'stuck' })
      expect({ statuses, lost }).toEqual({ statuses: [200], lost: [] })
      expect(took).toBeLessThan(10_000)
    },
  )
})

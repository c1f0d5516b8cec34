import manifest from '@nestjs/core/package.json' with { type: 'json' }
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleProgram, type Bundle } from './start-bundle.ts'
import { stopBot, type StopReport } from './stop-bot.ts'

const [major] = manifest.version.split('.')
// The tests of apps/nest-11 include this file.
const app = major === '11' ? '../../../nest-11' : '../..'

let bundle: Bundle
beforeAll(async () => {
  bundle = await bundleProgram('nest-entry.ts', fileURLToPath(new URL(`${app}/node_modules`, import.meta.url)))
})
afterAll(() => bundle?.remove())

describe.each(['Express', 'Fastify'])(`a process with Nest ${major} on %s that gets SIGTERM`, (PLATFORM) => {
  const start = (RUN_HANDLERS: string, SHUTDOWN_TIMEOUT: string) => (environment: object) =>
    bundle.start({ ...environment, PLATFORM, RUN_HANDLERS, SHUTDOWN_TIMEOUT })
  const print = (what: string, { handled, took }: StopReport) =>
    console.log(
      `Nest ${major} on ${PLATFORM} gets SIGTERM, ${what}: ${handled.before} deliveries handled before, ` +
        `${handled.after} after it, the process ended after ${Math.round(took)} ms`,
    )

  test.each(['beforeResponse', 'afterResponse'])(
    'handles all deliveries until it accepts no connection, with %s',
    async (runHandlers) => {
      const report = await stopBot(start(runHandlers, '60000'), { handlers: 'slow' })
      const { statuses, handled, lost, took } = report
      print(runHandlers, report)
      expect({ statuses, lost }).toEqual({ statuses: [200], lost: [] })
      expect(handled.after).toBeGreaterThan(0)
      // It does not wait for its deadline.
      expect(took).toBeLessThan(40_000)
    },
  )

  test('ends by its deadline although a handler is stuck and clients go on', async () => {
    const report = await stopBot(start('beforeResponse', '2000'), { handlers: 'stuck' })
    const { statuses, lost, took } = report
    print('a handler is stuck', report)
    expect({ statuses, lost }).toEqual({ statuses: [200], lost: [] })
    // After 15 seconds, the call of the stuck handler would time out.
    expect(took).toBeLessThan(10_000)
  })
})

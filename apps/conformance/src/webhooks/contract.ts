import { createEmulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeBackground } from './background-contract.ts'
import { plain, type Address, type Environment, type Sighting } from './bot-under-test.ts'
import { cases } from './cases.ts'
import type { Case, Tag } from './case.ts'
import { describeGateway } from './gateway-contract.ts'
import { closeConnections, post } from './post.ts'

/**
 * A server or runtime on which an adapter mounts the bot under test. To add one, write a `Host` in `hosts/` and pass it
 * to `describeHost` in a test file.
 *
 * - Create the bot with `createBot(environment)`. It has one receiver for each address (`bot.webhooks.open`). Hosts that
 *   register handlers in their own way use `bot.optionsOf('open')` and `bot.handlers.message`, with no handlers at `mute`.
 * - Serve every address with all methods, on 127.0.0.1 and a free port: `/open`, `/locked` and so on. Pass
 *   `runOptionsAt(address, waitUntil)` to the adapter, with the `waitUntil` of the host if it has one. `urlOf` returns the URL
 *   of each address; several servers are possible.
 * - Serve `bot.gateway` at `urlOf('gateway')`.
 * - Return the recorded calls from `takeSeen`: `async () => bot.takeSeen()` in this process, over HTTP from another one.
 */
export interface Host {
  /** The name in titles, for example `Express 5 after express.json()`. */
  name: string
  start(environment: Environment): Promise<RunningHost>
  /**
   * How a body parser in front changes cases with a tag: the status that it returns instead, or `never` if the case
   * cannot be tested there because the adapter is not called.
   */
  inFront?: Partial<Record<Tag, number | 'never'>>
  /** `never` if the host stops the process after the response, so that no handler can run then. */
  afterResponse?: 'never'
  /** Why the host is skipped: its binary is not installed. */
  missing?: string | undefined
  /** Set for an adapter whose users pass no `waitUntil`, and which therefore serves `unkept` like `later`. */
  takesNoWaitUntil?: true
}

export interface RunningHost {
  urlOf(address: Address | 'gateway'): string
  takeSeen(): Promise<Sighting[]>
  stop(): Promise<void>
}

/** Registers the tests of all adapters: the same bot behaves the same on every host. Prints the number of passed cases. */
export function describeHost(host: Host): void {
  if (host.missing !== undefined) console.log(`${host.name}: skipped, because ${host.missing}`)
  describe.skipIf(host.missing)(`${host.missing ?? host.name}`, () => {
    const emulator = createEmulator({ seed: host.name })
    const passed = { webhooks: 0, gateway: 0 }
    let wazzup: ListeningEmulator
    let running: RunningHost
    beforeAll(async () => {
      wazzup = await emulator.listen()
      running = await host.start({ baseUrl: wazzup.url, apiKey: emulator.keys.apiKey })
    })
    beforeEach(async () => {
      emulator.reset()
      await running.takeSeen()
    })
    afterAll(async () => {
      closeConnections()
      await running?.stop()
      await wazzup.close()
      console.log(`${host.name}: ${passed.webhooks} cases of webhooks, ${passed.gateway} of the gateway`)
    })

    const asked = cases.filter(({ tag }) => tag === undefined || host.inFront?.[tag] !== 'never')
    test.each(asked)('$title', async (each) => {
      await check(each)
      passed.webhooks++
    })
    if (host.afterResponse !== 'never') {
      describeBackground({
        emulator,
        urlOf: (address) => running.urlOf(address),
        takesNoWaitUntil: host.takesNoWaitUntil,
        takeSeen: () => running.takeSeen(),
        pass: () => passed.webhooks++,
      })
    }
    describeGateway({ emulator, urlOf: () => running.urlOf('gateway'), pass: () => passed.gateway++ })

    async function check({ to = 'open', query = '', request, status, tag, reply, saw = [], sent = [] }: Case) {
      const answer = await post(`${running.urlOf(to)}${query}`, request)
      const inFront = tag && (host.inFront?.[tag] as number | undefined)
      if (inFront !== undefined) {
        expect(answer.status).toBe(inFront)
        return
      }
      expect(answer).toMatchObject({ status: expect.toBeOneOf([status].flat()) })
      if (answer.status === 405) expect(answer.headers.allow).toBe('POST')
      if (reply === undefined && (answer.status < 400 || answer.status === 405)) expect(answer.text).toBe('')
      else {
        expect(answer.headers['content-type']).toMatch(/^application\/json\b/)
        expect(JSON.parse(answer.text)).toEqual(reply ?? { error: expect.any(String) })
      }
      // On a busy machine the timeout may end before a handler is called.
      if (answer.status === 504) return
      const all = await running.takeSeen()
      // The connection of an earlier attempt was reset, but its rejection was reported too.
      expect(all.length).toBeLessThanOrEqual(saw.length * answer.attempts)
      const seen = answer.attempts > 1 ? all.slice(-saw.length) : all
      expect(seen.map(({ by, event }) => `${by}: ${event.kind}`)).toEqual(
        saw.map(({ by, event }) => `${by}: ${event.kind}`),
      )
      expect(seen).toMatchObject(plain(saw))
      expect(emulator.ledger).toMatchObject(sent)
    }
  })
}

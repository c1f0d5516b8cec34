import { createWazzup, type ClientOptions } from '@wazzup-kit/core'
import {
  createMemoryStore,
  createOutbox,
  outboxEvents,
  type AccountStore,
  type OutboxEvent,
  type OutboxOptions,
} from '@wazzup-kit/core/store'
import { channelIds, chatIds, createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { expect, vi } from 'vitest'

/** A message to the customer of the default WhatsApp channel. */
export const message = {
  channelId: channelIds.whatsapp,
  chatType: 'whatsapp',
  chatId: chatIds.whatsapp,
  text: 'Your order is ready.',
} as const

/** A message to the customer of the default Telegram channel. */
export const onTelegram = {
  channelId: channelIds.tgapi,
  chatType: 'telegram',
  chatId: chatIds.tgapi,
  text: 'Your order is ready.',
} as const

/** A process that can be killed: afterwards none of its requests leaves, and nothing reaches the store. */
interface Process {
  store: AccountStore
  fetch: typeof globalThis.fetch
  kill(): void
}

const never = (): Promise<never> => new Promise(() => {})

/** Returns a process over a store and a network. `whenFetched` is called before each request. */
function createProcess(
  store: AccountStore,
  fetch: typeof globalThis.fetch,
  whenFetched: () => void = () => {},
): Process {
  let isAlive = true
  const driver = new Proxy(store.driver, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function' || name === 'whenDue') return value
      // A dead process neither asks nor learns the answer.
      return async (...parameters: unknown[]) => {
        if (!isAlive) return never()
        const result: unknown = await (value as (...rest: unknown[]) => unknown)(...parameters)
        return isAlive ? result : never()
      }
    },
  })
  return {
    store: { ...store, driver },
    fetch: async (...parameters) => {
      if (!isAlive) return never()
      whenFetched()
      if (!isAlive) return never()
      const response = await fetch(...parameters)
      return isAlive ? response : never()
    },
    kill: () => void (isAlive = false),
  }
}

/** Returns a process that dies when its first request was answered, so that it never learns the response. */
export function createProcessWithoutResponse(store: AccountStore, fetch: typeof globalThis.fetch): Process {
  const killed = createProcess(store, async (...parameters) => {
    const response = await fetch(...parameters)
    killed.kill()
    return response
  })
  return killed
}

/** Returns how many requests to send a message Wazzup got. */
export function countSends({ requests }: Emulator): number {
  return requests.filter(({ route }) => route === 'messages.send').length
}

/** Returns a network whose responses are held until `release` is called. */
export function holdResponses(fetch: typeof globalThis.fetch) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const held: typeof globalThis.fetch = async (...parameters) => {
    const response = await fetch(...parameters)
    await released
    return response
  }
  return { fetch: held, release }
}

/** Starts emulated accounts, and stops all outboxes over them. */
export function createStage() {
  const stops: (() => Promise<void>)[] = []

  function start(options: Partial<OutboxOptions> = {}, client: ClientOptions = {}) {
    const emulator = createEmulator()
    const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
    return { emulator, ...startIn({ store, fetch: emulator.fetch, apiKey: emulator.keys.apiKey }, options, client) }
  }

  /** Starts an outbox in a process. */
  function startIn(
    process: { store: AccountStore; fetch: typeof globalThis.fetch; apiKey: string },
    options: Partial<OutboxOptions> = {},
    client: ClientOptions = {},
  ) {
    const wazzup = createWazzup({ apiKey: process.apiKey, fetch: process.fetch, ...client })
    const { store } = process
    const errors: unknown[] = []
    const outbox = createOutbox({
      wazzup,
      store,
      rateLimit: { perChannel: 'unlimited' },
      onError: (error) => errors.push(error),
      ...options,
    })
    const news: [OutboxEvent, string][] = []

    for (const event of outboxEvents) {
      outbox.on(event, (entry) => void news.push([event, entry.id]), { name: `test ${event}` })
    }
    stops.push(() => outbox.stop(0))
    return { wazzup, store, outbox, errors, news }
  }

  /** Starts an outbox that is idle, in whose store the message "one" was left by a process that was killed while it sent it. */
  async function startBehindKilled(
    moment: 'before its request' | 'after its request',
    options: Partial<OutboxOptions> = {},
  ) {
    const started = start(options)
    const { emulator, store, outbox } = started
    await outbox.send(message, { id: 'one' })
    const killed: Process =
      moment === 'before its request'
        ? createProcess(store, emulator.fetch, () => killed.kill())
        : createProcessWithoutResponse(store, emulator.fetch)
    startIn({ ...killed, apiKey: emulator.keys.apiKey }).outbox.start()
    await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ state: 'sending' }))
    if (moment === 'after its request') await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
    return started
  }

  return {
    start,
    startIn,
    startBehindKilled,
    async stopAll() {
      // A killed process never stops.
      const patience = new Promise<void>((resolve) => void setTimeout(resolve, 300))
      await Promise.race([Promise.all(stops.splice(0).map((stop) => stop())), patience])
    },
  }
}

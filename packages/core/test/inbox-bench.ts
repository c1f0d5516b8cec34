import { createWebhooks, toChatKey, type FailedRun, type ReceiverOptions, type Webhooks } from '../src/index.ts'
import { createMemoryStore, type AccountStore, type CollectedReply, type Outbox, type SendLink } from '../src/store.ts'
import { buildDelivery, type WireFields } from '../src/testing.ts'

/** The time of the deliveries of `buildDelivery`. */
export const start = Date.parse('2026-01-15T10:30:00.000Z')

/** A clock that stands still until it is advanced. */
function createTestClock() {
  const listeners = new Set<() => void>()
  let time = start
  return {
    now: () => time,
    whenAdvanced: (listener: () => void) => void listeners.add(listener),
    advance(milliseconds: number) {
      time += milliseconds
      for (const listener of listeners) listener()
    },
  }
}

/** What `onError` was called with. */
interface Reported {
  message: string
  kind: string
  run: FailedRun | undefined
  subject: object
}

/** Creates a store in memory, whose clock a test advances, and receivers on it. */
export function createInboxBench() {
  const clock = createTestClock()
  const account = createMemoryStore({ clock }).forAccount('main')
  const reported: Reported[] = []
  const open = (options: Partial<ReceiverOptions> = {}): Webhooks =>
    createWebhooks({
      secret: false,
      store: account,
      onError: (error, subject, run) =>
        reported.push({
          message: error instanceof Error ? error.message : String(error),
          kind: subject.kind,
          run,
          subject,
        }),
      ...options,
    })
  const settle = (webhooks: Webhooks) => webhooks.drain({ deadline: 20_000 })
  return {
    clock,
    account,
    reported,
    open,
    /** Handles what is due. */
    settle,
    /** Advances the clock in steps of a second, and handles what has become due after each. */
    async advance(webhooks: Webhooks, milliseconds: number) {
      for (let left = milliseconds; left > 0; left -= 1_000) {
        clock.advance(Math.min(left, 1_000))
        await settle(webhooks)
      }
    },
  }
}

/** Delivers one event. */
export function deliver<Kind extends keyof WireFields>(webhooks: Webhooks, kind: Kind, fields?: WireFields[Kind]) {
  return webhooks.receive({ body: buildDelivery(kind, fields) })
}

/** An outbox that only stores what handlers reply. */
export function createFakeOutbox(store: AccountStore, observe: SendLink['observe'] = async () => ({})) {
  const outbox = {
    store,
    link: {
      observe,
      readWaiting() {},
      async prepareReply(reply: CollectedReply) {
        if ((reply.content as { text?: string }).text === '') throw new Error('the text is empty')
        return { append: [{ id: `send:${reply.id}`, lane: `out/${toChatKey(reply.chat)}`, data: reply }] }
      },
    },
    start() {},
    async stop() {},
    async drain() {},
  }
  return {
    outbox: outbox as unknown as Outbox,
    /** Returns the stored replies. */
    async stored() {
      const events = await store.driver.listEvents(store.account, { state: 'waiting', lanePrefix: 'out/', limit: 100 })
      return events.map(({ data }) => data as Parameters<SendLink['prepareReply']>[0])
    },
  }
}

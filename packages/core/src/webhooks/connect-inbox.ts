import { createInputError } from '../errors/validation-error.ts'
import type { Issue } from '../schema/issues.ts'
import type { AnyEvent, Inbox, InboxParts, QuietRegistration } from '../store/inbox/inbox-parts.ts'
import type { DeadLetter } from '../store/port/store.ts'
import type { ExplainDelivery } from './events/delivery-error.ts'
import type { OnError } from './handle/error-log.ts'
import type { QuietOptions } from './handle/handlers.ts'
import { checkNames, register, type Handlers } from './handle/registry.ts'
import type { Sender } from './handle/reply.ts'
import { chatWithoutStore, createNoStoreError } from './handle/without-store.ts'
import { readItem } from './receive/split-delivery.ts'
import type { ReceiverOptions, Webhooks } from './receiver-types.ts'

/** Milliseconds for which ids of handled events are kept: messages have come ten days late. */
const defaultRemember = 30 * 24 * 60 * 60 * 1_000

/** Milliseconds that running handlers get to end. */
const defaultStop = 25_000

/** The functions of a receiver that need a store. */
type StoreFunctions = Pick<Webhooks, 'deadLetters' | 'replay' | 'chat' | 'start' | 'stop' | 'drain'>

/** The connection of a receiver to its store, if it has one. */
interface Connection {
  inbox: Inbox | undefined
  addQuiet(options: QuietOptions, handler: QuietRegistration['run']): void
  functions: StoreFunctions
}

/** Opens the inbox of a receiver. Its code is in the store, so a receiver without one is small. */
export function connectInbox<Client extends Sender>(
  options: ReceiverOptions<Client>,
  receiver: {
    handlers: Handlers
    recognize(event: AnyEvent): AnyEvent
    report: OnError
    explain: ExplainDelivery
    wazzup: Sender | undefined
  },
): Connection {
  const { outbox, takeover, remember = defaultRemember, keepDeliveries = 0, caps = {} } = options
  const { explain, wazzup, handlers, recognize, report } = receiver
  const store = outbox?.store ?? options.store
  checkStoreOptions(options)
  if (!store) return withoutStore
  const quiet: QuietRegistration[] = []
  const parts: InboxParts = {
    handlers,
    quiet,
    recognize,
    report,
    wazzup,
    outbox,
    takeover,
    remember,
    keepDeliveries,
    caps,
    link: outbox?.link,
    read: (key, item, arrivedAt) =>
      readItem(key, item, {
        explain,
        arrivedAt,
      }),
  }
  const inbox = store.openInbox(parts)
  return {
    inbox,
    addQuiet(quietOptions, handler) {
      quiet.push(registerQuiet(quiet, quietOptions, handler))
    },
    functions: {
      async deadLetters({ after } = {}) {
        let page = await store.deadLetters({ after })
        // The outbox has dead letters of its own.
        while (page.length > 0 && !page.some(isOfInbox))
          page = await store.deadLetters({ after: page.at(-1)!.position })
        return page.filter(isOfInbox)
      },
      replay: (ids) => store.replay(ids),
      chat: (chat) => inbox.chat(chat),
      start() {
        inbox.start()
        outbox?.start()
      },
      async stop(deadline = defaultStop) {
        await Promise.all([inbox.stop(deadline), outbox?.stop(deadline)])
      },
      async drain({ deadline }) {
        const end = Date.now() + deadline
        const left = await inbox.drain(deadline)
        await outbox?.drain({ deadline: Math.max(1, end - Date.now()) })
        return { left }
      },
    },
  }
}

function isOfInbox({ lane }: DeadLetter): boolean {
  return lane.startsWith('in/') || lane.startsWith('quiet/')
}

const needsStore = ['takeover', 'remember', 'keepDeliveries', 'caps'] as const

function checkStoreOptions<Client extends Sender>(options: ReceiverOptions<Client>): void {
  const { takeover, remember, keepDeliveries } = options
  if (!options.outbox && !options.store) {
    const given = needsStore.find((name) => options[name] !== undefined)
    if (given) throw createNoStoreError(given)
  }
  const issues: Issue[] = []
  const check = (path: string, value: number | undefined, least: number): void => {
    if (value === undefined || (typeof value === 'number' && value >= least)) return
    issues.push({ path, message: `must be milliseconds from ${least}` })
  }
  check('remember', remember, 1)
  check('keepDeliveries', keepDeliveries, 0)
  if (takeover) check('takeover.pause', takeover.pause ?? Number.NaN, 1)
  if (issues.length > 0) throw createInputError(issues)
}

function registerQuiet(
  present: readonly QuietRegistration[],
  options: QuietOptions,
  handler: QuietRegistration['run'],
): QuietRegistration {
  const { quiet, within = Math.max(60_000, quiet), most = Infinity } = options
  for (const [path, value] of Object.entries({ quiet, within, most })) {
    if (!(typeof value === 'number' && value > 0)) {
      throw createInputError([{ path, message: 'of onQuiet must be a number above 0' }])
    }
  }
  if (typeof handler !== 'function')
    throw createInputError([{ path: 'handler', message: 'of onQuiet must be a function' }])
  const registered = { ...register('quiet', handler, options), quiet, within, most }
  checkNames([...(present as (QuietRegistration & { isNamed: boolean })[]), registered], 'quiet')
  return registered
}

const rejectFor = (path: string) => async (): Promise<never> => {
  throw createNoStoreError(path)
}

const withoutStore: Connection = {
  inbox: undefined,
  addQuiet() {
    throw createNoStoreError('onQuiet')
  },
  functions: {
    deadLetters: rejectFor('deadLetters'),
    replay: rejectFor('replay'),
    chat: () => chatWithoutStore,
    start() {
      throw createNoStoreError('start')
    },
    async stop() {},
    drain: rejectFor('drain'),
  },
}

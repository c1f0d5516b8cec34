import {
  createWazzup,
  createWebhooks,
  eventKinds,
  type Context,
  type EventKind,
  type Events,
  type Gateway,
  type Handler,
  type ReceiverOptions,
  type RejectedDelivery,
  type RunHandlers,
  type Wazzup,
  type Webhooks,
} from '@wazzup-kit/core'
import { answerContact, answerDeal } from './answers.ts'
import { createBotGateway, type HostRequest } from './bot-gateway.ts'

/** What the bot answers to: a Wazzup, and the key for it. */
export interface Environment {
  baseUrl: string
  apiKey: string
}

/** The secrets of the address `locked`: one in use, and one that is being replaced. */
export const secrets = ['s3cret-of-today', 'пароль & co/+%'] as const

const settings = {
  /** Anyone may come in, and all is as it is by default. */
  open: { secret: false },
  locked: { secret: secrets },
  /** Takes little. */
  strict: { secret: false, limits: { bytes: 20_000, depth: 10, items: 20 } },
  /** Waits for nothing long. */
  hasty: { secret: false, timeout: 100 },
  /** Has no handlers. */
  mute: { secret: false },
  /** Like `open`, but its handlers run after the response. */
  later: { secret: false },
} satisfies Record<string, Omit<ReceiverOptions, 'wazzup' | 'onError'>>

/** Where the bot takes deliveries, each address with settings of its own. */
export type Address = keyof typeof settings
export const addresses = Object.keys(settings) as Address[]

/** Returns when the handlers of an address run; undefined stands for the default. */
export function runHandlersAt(address: Address): RunHandlers | undefined {
  return address === 'later' ? 'afterResponse' : undefined
}

/** What a handler, or `onError`, was called with. */
export interface Sighting {
  by: 'first' | 'second' | 'onError'
  event: Events[EventKind] | RejectedDelivery
  /** Of `onError`. */
  error?: string
}

type Handlers = { readonly [Kind in EventKind]: readonly Handler<Kind, Wazzup>[] }

/** One bot, mounted at all its addresses. */
export interface Bot {
  webhooks: Readonly<Record<Address, Webhooks<Wazzup>>>
  /** In the order in which they must be registered, on every address but `mute`. */
  handlers: Handlers
  optionsOf(address: Address): ReceiverOptions<Wazzup>
  gateway: Gateway<HostRequest>
  /** What it has seen since it was last asked. */
  takeSeen(): Sighting[]
}

export function createBot(environment: Environment): Bot {
  const wazzup = createWazzup(environment)
  let seen: Sighting[] = []
  const see = (by: Sighting['by'], event: Sighting['event'], error?: string) =>
    void seen.push(plain({ by, event, error }))
  const first = (event: Events[EventKind]) => see('first', event)
  const handlers: Handlers = {
    message: [
      (event, context) => {
        first(event)
        return behave(event.text, context)
      },
      (event) => see('second', event),
    ],
    groupMessage: [first],
    missedCall: [
      (event, context) => {
        first(event)
        return behave(event.text, context)
      },
    ],
    system: [first],
    echo: [first],
    messageEdited: [first],
    messageDeleted: [first],
    status: [first],
    channel: [first],
    template: [first],
    createContact: [
      (event) => {
        first(event)
        return answerContact(event)
      },
    ],
    createDeal: [
      (event) => {
        first(event)
        return answerDeal(event)
      },
    ],
    unrecognized: [first],
  }
  const optionsOf = (address: Address): ReceiverOptions<Wazzup> => ({
    ...settings[address],
    wazzup,
    onError: (error, event) => see('onError', event, String(error)),
  })
  const webhooksOf = (address: Address): Webhooks<Wazzup> => {
    const webhooks = createWebhooks(optionsOf(address))
    if (address !== 'mute') for (const kind of eventKinds) register(webhooks, kind, handlers)
    return webhooks
  }
  return {
    webhooks: {
      open: webhooksOf('open'),
      locked: webhooksOf('locked'),
      strict: webhooksOf('strict'),
      hasty: webhooksOf('hasty'),
      mute: webhooksOf('mute'),
      later: webhooksOf('later'),
    },
    handlers,
    optionsOf,
    gateway: createBotGateway(wazzup),
    takeSeen() {
      const taken = seen
      seen = []
      return taken
    },
  }
}

/** A copy as it may leave the process: what is undefined would get lost on the way, so it becomes null. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => (part === undefined ? null : part))) as Value
}

function register<Kind extends EventKind>(webhooks: Webhooks<Wazzup>, kind: Kind, handlers: Handlers): void {
  for (const handler of handlers[kind]) webhooks.on(kind, handler)
}

/** A message tells the bot what to do. */
function behave(text: string | null | undefined, { reply, wazzup }: Context<'message', Wazzup>): unknown {
  switch (text) {
    case 'throw':
      throw new Error('thrown on demand')
    case 'reject':
      return Promise.reject(new Error('rejected on demand'))
    case 'never end':
      return new Promise(() => {})
    case 'reply':
      return reply({ text: 'a reply' })
    case 'list':
      return wazzup.channels.list()
    default:
      return undefined
  }
}

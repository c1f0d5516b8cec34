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
  type StoreFailure,
  type RunHandlers,
  type WaitUntil,
  type Wazzup,
  type Webhooks,
} from '@wazzup-kit/core'
import { answerContact, answerDeal } from './answers.ts'
import { createBotGateway, type HostRequest } from './bot-gateway.ts'

/** The Wazzup API that the bot calls. */
export interface Environment {
  baseUrl: string
  apiKey: string
}

/** The secrets of the address `locked`: the current one and the one that it replaces. */
export const secrets = ['s3cret-of-today', 'пароль & co/+%'] as const

const settings = {
  /** An address without a secret; all other settings are the defaults. */
  open: { secret: false },
  locked: { secret: secrets },
  /** An address with low limits. */
  strict: { secret: false, limits: { bytes: 20_000, depth: 10, items: 20 } },
  /** An address with a short timeout. */
  hasty: { secret: false, timeout: 100 },
  /** An address without handlers. */
  mute: { secret: false },
  /** Like `open`, but its handlers run after the response. */
  later: { secret: false },
  /** Like `later`, but `waitUntil` of the host throws. */
  unkept: { secret: false },
} satisfies Record<string, Omit<ReceiverOptions, 'wazzup' | 'onError'>>

/** The addresses of the bot, each with its own settings. */
export type Address = keyof typeof settings
export const addresses = Object.keys(settings) as Address[]

/** Returns when the handlers of an address run; undefined is the default. */
export function runHandlersAt(address: Address): RunHandlers | undefined {
  return address === 'later' || address === 'unkept' ? 'afterResponse' : undefined
}

/** Options of an adapter's `handler`. */
export type RunOptionsAt = { runHandlers?: undefined } | { runHandlers: 'afterResponse'; waitUntil: WaitUntil }

/** Returns the options of `handler` at an address. By default, the process of the host continues after a response. */
export function runOptionsAt(address: Address, waitUntil: WaitUntil = () => {}): RunOptionsAt {
  if (address === 'later') return { runHandlers: 'afterResponse', waitUntil }
  return address === 'unkept' ? { runHandlers: 'afterResponse', waitUntil: throwIllegalInvocation } : {}
}

function throwIllegalInvocation(): never {
  throw new TypeError('Illegal invocation')
}

/** A recorded call of a handler or of `onError`. */
export interface Sighting {
  by: 'first' | 'second' | 'onError'
  event: Events[EventKind] | RejectedDelivery | StoreFailure
  /** The error, for calls of `onError`. */
  error?: string
}

type Handlers = { readonly [Kind in EventKind]: readonly Handler<Kind, Wazzup>[] }

/** The bot that every host mounts at all of its addresses. */
export interface Bot {
  webhooks: Readonly<Record<Address, Webhooks<Wazzup>>>
  /** The handlers in the order in which to register them, at every address except `mute`. */
  handlers: Handlers
  optionsOf(address: Address): ReceiverOptions<Wazzup>
  gateway: Gateway<HostRequest>
  /** Returns the recorded calls since the last time, and forgets them. */
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
    onError: (error, event) => event.kind !== 'store' && see('onError', event, String(error)),
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
      unkept: webhooksOf('unkept'),
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

/** Returns a copy that survives JSON: undefined becomes null. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => (part === undefined ? null : part))) as Value
}

function register<Kind extends EventKind>(webhooks: Webhooks<Wazzup>, kind: Kind, handlers: Handlers): void {
  for (const handler of handlers[kind]) webhooks.on(kind, handler)
}

/** Does what the text of a message says. */
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

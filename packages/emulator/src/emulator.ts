import { createApp } from './app.ts'
import type { World } from './call.ts'
import { createClock, type Clock } from './clock.ts'
import { createDeliveries, type DeliverOptions } from './deliveries/deliveries.ts'
import type { DeliveryFaults } from './deliveries/delivery-faults.ts'
import type { DeliveryListener, DeliveryRecord } from './deliveries/delivery-log.ts'
import type { Seed } from './entities.ts'
import { createFaultBoard, type Faults } from './faults.ts'
import { createInProcessFetch } from './in-process.ts'
import { createLedger, type LedgerEntry } from './ledger.ts'
import { createMessageDates } from './message-dates.ts'
import { pingWebhook } from './ping.ts'
import { createRandom, type Random } from './random.ts'
import { createRateCounter, documentedRateLimit, type RateLimit } from './rate-limit.ts'
import { createRequestLog, type RequestListener, type RequestRecord } from './requests.ts'
import type { ListeningEmulator } from './server.ts'
import { createSimulate, type Simulate } from './simulate/simulate.ts'
import { createState, type State } from './state.ts'

/** How an emulator begins. Everything has a default. */
export interface EmulatorOptions extends Partial<Seed> {
  /** All ids and tokens follow from it; `wazzup-kit` unless told otherwise. */
  seed?: string | number
  /** The customer's key, `emulator-api-key` unless told otherwise. */
  apiKey?: string
  /** A key that opens a few routes only, `emulator-sidecar-key` unless told otherwise. */
  sidecarKey?: string
  /** The key of the marketplace routes, `emulator-partner-key` unless told otherwise. */
  partnerKey?: string
  /** Milliseconds since 1970; `Date.now` unless told otherwise, looked up at each reading. */
  now?: () => number
  /** 500 requests in 5 seconds for each key, as documented; `off` for tests that are about something else. */
  rateLimit?: RateLimit | 'off'
  /**
   * What a send through a `disabled` or `blocked` channel gets: `CHANNEL_BLOCKED` as documented, unless told otherwise;
   * `accept` answers 201 as seen live, for a message that never arrives.
   */
  blockedChannels?: 'refuse' | 'accept'
  /** How the emulator reaches webhook addresses; the global `fetch` of that moment unless told otherwise. */
  webhookFetch?: typeof globalThis.fetch
}

/** A Wazzup on your machine or inside your test. */
export interface Emulator {
  /**
   * Answers like the real service, in this process; give it to a client in place of the global one. The
   * origin does not matter.
   */
  readonly fetch: typeof globalThis.fetch
  /** Opens a port on 127.0.0.1, a free one unless told otherwise. */
  listen(port?: number): Promise<ListeningEmulator>
  /** The keys it knows. */
  readonly keys: { readonly apiKey: string; readonly sidecarKey: string; readonly partnerKey: string }
  /** What the emulated account holds; read it and change it. */
  readonly state: State
  /** What was really accepted, in order. */
  readonly ledger: readonly LedgerEntry[]
  /** What was asked and what status it got, in order. */
  readonly requests: readonly RequestRecord[]
  /** Calls the listener after each request; gets the function that stops it. */
  watch(listener: RequestListener): () => void
  /** Makes requests go wrong. */
  readonly faults: Faults
  /** Plays the outside world: clients, employees, messengers, moderators. */
  readonly simulate: Simulate
  /**
   * What was posted to webhook addresses and what they answered, in order; without test pings. Deliveries go out one
   * after another, those that a request causes after its answer; a failed one is not repeated: no page says that Wazzup
   * does.
   */
  readonly deliveries: readonly DeliveryRecord[]
  /** Calls the listener after each delivery; gets the function that stops it. */
  watchDeliveries(listener: DeliveryListener): () => void
  /** Makes deliveries go wrong. */
  readonly deliveryFaults: DeliveryFaults
  /**
   * Posts any body to the subscriber, whatever it asked for: text and bytes as they are, everything else as JSON. Gets
   * what came of it. Rejects when there is no address.
   */
  deliver(body: unknown, options?: DeliverOptions): Promise<DeliveryRecord>
  /**
   * Resolves when no delivery is left, answers and what they cause included. Not what a fault holds back: move the
   * clock or release it first.
   */
  settled(): Promise<void>
  readonly clock: Clock
  /**
   * Back to the beginning: the seeded state, the first id, no faults, nothing in ledger and logs, no delivery left.
   * Watchers and open ports stay.
   */
  reset(): void
}

/** Telegram and MAX name chats by an opaque number of nine digits or so; the same account always gets the same one. */
function chatIdFor(seed: string, account: string): string {
  return createRandom(`${seed}/chat/${account}`).digits(9)
}

/** A generator whose owner can start it anew. */
function restartable(seed: string): Random & { restart(): void } {
  let random = createRandom(seed)
  return {
    fraction: () => random.fraction(),
    hex: (length) => random.hex(length),
    digits: (length) => random.digits(length),
    uuid: () => random.uuid(),
    restart: () => {
      random = createRandom(seed)
    },
  }
}

/** Gets a Wazzup that needs no account and no network: `createWazzup({ apiKey, fetch: emulator.fetch })`. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const {
    apiKey = 'emulator-api-key',
    sidecarKey = 'emulator-sidecar-key',
    partnerKey = 'emulator-partner-key',
  } = options
  const seed = String(options.seed ?? 'wazzup-kit')
  const keys = { apiKey, sidecarKey, partnerKey }
  const clock = createClock(options.now)
  const given = seedOf(options)
  const state = createState(given)
  const ledger = createLedger()
  const board = createFaultBoard(clock)
  const log = createRequestLog()
  const rates = createRateCounter(options.rateLimit ?? documentedRateLimit, clock)
  // One generator for each purpose, so that a refusal more does not change the next message's id.
  const messageIds = restartable(`${seed}/message`)
  const tokens = restartable(`${seed}/token`)
  const requestIds = restartable(`${seed}/request`)
  const writtenIds = restartable(`${seed}/written`)
  const webhookFetch = (): typeof globalThis.fetch => options.webhookFetch ?? globalThis.fetch
  const deliveries = createDeliveries({ state, clock, fetch: webhookFetch })
  const world: World = {
    state,
    ledger,
    clock,
    messageIds,
    messageDates: createMessageDates(clock),
    tokens,
    apiKey,
    blockedChannels: options.blockedChannels ?? 'refuse',
    chatIdFor: (account) => chatIdFor(seed, account),
    ping: (address) => pingWebhook(address, { crmKey: state.crmKey, fetch: webhookFetch() }),
  }

  const app = createApp({ keys, board, log, rates, deliveries, requestIds, world })

  return {
    fetch: createInProcessFetch(app),
    async listen(port = 0) {
      // Loaded when asked for: without it the emulator runs where there is no node:http.
      const { listen } = await import('./server.ts')
      return listen(app, port)
    },
    keys,
    state,
    ledger: ledger.entries,
    requests: log.records,
    watch: log.watch,
    faults: board.faults,
    simulate: createSimulate({ world, deliveries, messageIds: writtenIds }),
    deliveries: deliveries.log.records,
    watchDeliveries: deliveries.log.watch,
    deliveryFaults: deliveries.faults,
    deliver: deliveries.deliver,
    settled: deliveries.settled,
    clock,
    reset() {
      Object.assign(state, createState(given))
      ledger.reset()
      log.reset()
      board.reset()
      deliveries.reset()
      world.messageDates.reset()
      clock.reset()
      rates.reset()
      for (const random of [messageIds, tokens, requestIds, writtenIds]) random.restart()
    },
  }
}

/** The part of the options that fills the state; what was left out must not cover a default. */
function seedOf(options: EmulatorOptions): Partial<Seed> {
  const { channels, users, contacts, deals, pipelines, templates, incoming, waiting } = options
  const parts = { channels, users, contacts, deals, pipelines, templates, incoming, waiting }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
}

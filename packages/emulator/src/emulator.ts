import { createApp } from './app.ts'
import { defaultKeys } from './authorize.ts'
import type { World } from './call.ts'
import { createChanges, type ChangeListener } from './changes.ts'
import { createClock, type Clock } from './clock.ts'
import { defaultSeed } from './default-seed.ts'
import { createDeliveries, type DeliverOptions } from './deliveries/deliveries.ts'
import type { DeliveryFaults } from './deliveries/delivery-faults.ts'
import type { DeliveryListener, DeliveryRecord } from './deliveries/delivery-log.ts'
import type { Seed } from './entities.ts'
import { createFaultBoard, type Faults } from './faults.ts'
import { chatIdFor, createGenerators } from './generators.ts'
import { createInProcessFetch } from './in-process.ts'
import { createLedger, type LedgerEntry } from './ledger.ts'
import { createMessageDates } from './message-dates.ts'
import { createNewClients, type AskForClient } from './new-clients.ts'
import { pingWebhook } from './ping.ts'
import { createRateCounter, documentedRateLimit, type RateLimit } from './rate-limit.ts'
import { createRequestLog, type RequestListener, type RequestRecord } from './requests.ts'
import { readState, writeState, type SavedEmulator } from './save.ts'
import type { ListeningEmulator } from './server.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { createSimulate, type Simulate } from './simulate/simulate.ts'
import { createState, type State } from './state.ts'

/** How an emulator begins. Everything has a default. */
export interface EmulatorOptions extends Partial<Seed>, Partial<Settings> {
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
  /** How the emulator reaches webhook addresses; the global `fetch` of that moment unless told otherwise. */
  webhookFetch?: typeof globalThis.fetch
  /** How the emulator fetches `contentUri`, to look at the file; links are trusted unless told otherwise. */
  contentFetch?: typeof globalThis.fetch
  /** What {@link Emulator.save} gave: the emulator continues from there, and a reset comes back to it. */
  saved?: SavedEmulator
}

/** A Wazzup on your machine or inside your test. */
export interface Emulator {
  /**
   * Answers like the real service, in this process; give it to a client in place of the global one. The
   * origin does not matter.
   */
  readonly fetch: typeof globalThis.fetch
  /** Opens a port on 127.0.0.1, a free one unless told otherwise. At `/` it has a page to play the clients on. */
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
  /** Calls the listener soon after each change of anything, in order; gets the function that stops it. */
  watchChanges(listener: ChangeListener): () => void
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
   * What the emulator holds, as plain JSON: state, ledger, how far its clock was moved and where its generators stand.
   * Not saved are logs, faults that are switched on, and deliveries that a fault holds back.
   */
  save(): SavedEmulator
  /**
   * Back to the beginning: the seeded state, the first id, no faults, nothing in ledger and logs, no delivery left.
   * Watchers and open ports stay.
   */
  reset(): void
}

/** Gets a Wazzup that needs no account and no network: `createWazzup({ apiKey, fetch: emulator.fetch })`. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const {
    apiKey = defaultKeys.apiKey,
    sidecarKey = defaultKeys.sidecarKey,
    partnerKey = defaultKeys.partnerKey,
  } = options
  const { saved } = options
  const seed = saved?.seed ?? String(options.seed ?? 'wazzup-kit')
  const keys = { apiKey, sidecarKey, partnerKey }
  const clock = createClock(options.now, saved?.advanced)
  const given = seedOf(options)
  const freshState = (): State => {
    const fresh = createState(given, clock.now())
    return saved ? readState(saved.state, fresh) : fresh
  }
  const state = freshState()
  const ledger = createLedger()
  const changes = createChanges()
  const board = createFaultBoard(clock, () => changes.tell({ about: 'faults' }))
  const log = createRequestLog(changes.tell)
  const rates = createRateCounter(options.rateLimit ?? documentedRateLimit, clock)
  const generators = createGenerators(seed)
  const firstPositions = generators.positions()
  const messageDates = createMessageDates(clock)
  const { message: messageIds, token: tokens, request: requestIds, written: writtenIds } = generators.all
  const webhookFetch = (): typeof globalThis.fetch => options.webhookFetch ?? globalThis.fetch
  const deliveries = createDeliveries({ state, clock, changes, fetch: webhookFetch })
  clock.whenAdvanced(() => changes.tell({ about: 'clock' }))
  // Wrapped: what asks is made further down, out of the world that knows it.
  const ask: AskForClient = (wanted) => simulate.deal.isAskedFor(wanted)
  const world: World = {
    state,
    ledger,
    clock,
    messageIds,
    messageDates,
    tokens,
    apiKey,
    chatIdFor: (account) => chatIdFor(seed, account),
    contentFetch: options.contentFetch,
    newClients: createNewClients(state, ask),
    ping: (address) => pingWebhook(address, { crmKey: state.crmKey, fetch: webhookFetch() }),
  }

  const simulate = createSimulate({ world, deliveries, messageIds: writtenIds })

  /** The ledger, the dates and the generators, as they were at the beginning. */
  function rewind(): void {
    ledger.moveTo(saved?.ledger ?? [])
    messageDates.moveTo(saved?.messageDates ?? { minute: -1, count: 0 })
    rates.moveTo(saved?.rates ?? [])
    generators.moveTo(saved?.generators ?? firstPositions)
  }
  rewind()

  const app = createApp({ keys, board, log, rates, deliveries, requestIds, world })

  const emulator: Emulator = {
    fetch: createInProcessFetch(app),
    async listen(port = 0) {
      // Loaded when asked for: without it the emulator runs where there is no node:http.
      const { listen } = await import('./server.ts')
      return listen({ app, emulator, port })
    },
    keys,
    state,
    ledger: ledger.entries,
    requests: log.records,
    watch: log.watch,
    faults: board.faults,
    simulate,
    deliveries: deliveries.log.records,
    watchDeliveries: deliveries.log.watch,
    watchChanges: changes.watch,
    deliveryFaults: deliveries.faults,
    deliver: deliveries.deliver,
    settled: deliveries.settled,
    clock,
    save: () => ({
      version: 1,
      seed,
      advanced: clock.advanced(),
      generators: generators.positions(),
      messageDates: messageDates.position(),
      rates: rates.windows(),
      ledger: structuredClone([...ledger.entries]),
      state: writeState(state),
    }),
    reset() {
      clock.reset()
      Object.assign(state, freshState())
      log.reset()
      board.reset()
      deliveries.reset()
      rewind()
      changes.tell({ about: 'reset' })
    },
  }
  return emulator
}

/** The part of the options that fills the state; what was left out must not cover a default. */
function seedOf(options: EmulatorOptions): Partial<Seed & Settings> {
  const names: readonly string[] = [...Object.keys(defaultSeed), ...Object.keys(defaultSettings)]
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => names.includes(name) && value !== undefined),
  )
}

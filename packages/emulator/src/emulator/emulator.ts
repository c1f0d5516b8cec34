import type { OptionalFields } from '../account/optional-fields.ts'
import type { ChangeListener } from '../account/changes.ts'
import type { Clock } from '../account/clock.ts'
import type { DeliverOptions } from '../webhooks/deliveries.ts'
import type { DeliveryListener, DeliveryRecord } from '../webhooks/delivery-log.ts'
import type { Seed } from '../account/entities/seed.ts'
import type { Faults } from '../faults/faults.ts'
import type { LedgerEntry } from '../account/ledger.ts'
import type { RateLimit } from '../api/rate-limit.ts'
import type { RequestListener, RequestRecord } from '../api/request-log.ts'
import type { SavedEmulator } from '../account/saving.ts'
import type { Settings } from '../account/settings.ts'
import type { Simulate } from '../simulate/simulate.ts'
import type { State } from '../account/state.ts'

/**
 * Options of {@link createEmulator}: the account it starts with, its keys, its clock and how it reaches the network.
 */
export interface EmulatorOptions extends OptionalFields<Seed>, OptionalFields<Settings> {
  /**
   * Seed of all ids and tokens: the same seed and the same calls give the same ids.
   *
   * @default 'wazzup-kit'
   */
  seed?: string | number | undefined
  /**
   * API key of the account.
   *
   * @default 'emulator-api-key'
   */
  apiKey?: string | undefined
  /**
   * Sidecar key, which opens a few routes only.
   *
   * @default 'emulator-sidecar-key'
   */
  sidecarKey?: string | undefined
  /**
   * Partner key, for the marketplace routes.
   *
   * @default 'emulator-partner-key'
   */
  partnerKey?: string | undefined
  /**
   * Returns the time in milliseconds since 1970.
   *
   * @default Date.now, looked up at each call, so that mocked timers work
   */
  now?: (() => number) | undefined
  /**
   * Rate limit of each key; `off` switches it off.
   *
   * @default 500 requests in 5 seconds, as documented
   */
  rateLimit?: RateLimit | 'off' | undefined
  /**
   * Posts deliveries to webhook addresses.
   *
   * @default the global fetch, looked up at each delivery
   */
  webhookFetch?: typeof globalThis.fetch | undefined
  /**
   * Fetches the files behind `contentUri`, so that their type and size can be checked.
   *
   * @default none: files are not fetched, and every link is accepted
   */
  contentFetch?: typeof globalThis.fetch | undefined
  /** Result of {@link Emulator.save}. The emulator continues from it, and `reset` returns to it. */
  saved?: SavedEmulator | undefined
}

/** An emulated Wazzup account that runs on your machine or inside your test. */
export interface Emulator {
  /**
   * Responds to requests as the real service does, inside of this process. Pass it to a client instead of the global
   * `fetch`; the origin of the address does not matter.
   */
  readonly fetch: typeof globalThis.fetch
  /**
   * Listens on 127.0.0.1. In a browser, the address serves a page on which you play the customers.
   *
   * @param port - Number of the port, 0 for any free one.
   * @default 0
   * @throws When the port is taken.
   */
  listen(port?: number): Promise<ListeningEmulator>
  /** Keys that the emulator accepts. */
  readonly keys: EmulatorKeys
  /** Contents of the emulated account. You may read and change it; the next request sees the change. */
  readonly state: State
  /** Sends that were accepted, in order. */
  readonly ledger: readonly LedgerEntry[]
  /** Requests with the status of their response, in order. */
  readonly requests: readonly RequestRecord[]
  /** Calls the listener after each request. Returns a function that stops it. */
  watch(listener: RequestListener): () => void
  /** Makes calls and deliveries go wrong on demand. */
  readonly faults: Faults
  /** Simulates customers, operators, messengers and moderators. */
  readonly simulate: Simulate
  /**
   * Deliveries to webhook addresses with the responses to them, in order; test pings are left out. Deliveries are
   * posted one after another; those that a request causes are posted after its response. A failed delivery is not
   * repeated: Wazzup documents no second attempt.
   */
  readonly deliveries: readonly DeliveryRecord[]
  /** Calls the listener after each delivery. Returns a function that stops it. */
  watchDeliveries(listener: DeliveryListener): () => void
  /** Calls the listener soon after each change of the emulator's state, in order. Returns a function that stops it. */
  watchChanges(listener: ChangeListener): () => void
  /**
   * Posts any body to the subscriber, whether or not it subscribed to such webhooks: text and bytes as they are,
   * everything else as JSON. Resolves with the record of the delivery.
   *
   * @throws When there is no address, or when the emulator is reset before the response arrives.
   */
  deliver(body: unknown, options?: DeliverOptions): Promise<DeliveryRecord>
  /**
   * Resolves when all deliveries, and everything that their responses cause, are done. Deliveries that a fault holds
   * back are not waited for: advance the clock or release them first.
   */
  settled(): Promise<void>
  /** The emulator's clock, which a test can move forward. */
  readonly clock: Clock
  /**
   * Returns the contents of the emulator as plain JSON: state, ledger, the time by which its clock was moved and the
   * positions of its random numbers. Logs, active faults and deliveries that a fault holds back are not saved.
   */
  save(): SavedEmulator
  /**
   * Returns to the start: the seeded state, no faults, an empty ledger, empty logs, no delivery left. Watchers and open
   * ports stay. By default, ids are not repeated, and the app has to subscribe again.
   */
  reset(options?: ResetOptions): void
}

/** Options of {@link Emulator.reset}. */
export interface ResetOptions {
  /**
   * Ids after the reset: `new` continues, so that a running bot does not take a new message for one it has already
   * answered. `again` gives the ids of the start again, for a test that compares ids with those of an earlier run.
   *
   * @default 'new'
   */
  ids?: 'new' | 'again' | undefined
  /**
   * Keeps the subscriptions of both keys and the `crmKey`, so that a running app continues to receive deliveries.
   *
   * @default false
   */
  keepSubscription?: boolean | undefined
}

/** Keys that the emulator accepts. */
export interface EmulatorKeys {
  /** API key of the account, for all routes except those of the marketplace. */
  readonly apiKey: string
  /** Sidecar key, which opens a few routes only. */
  readonly sidecarKey: string
  /** Partner key, for the marketplace routes. */
  readonly partnerKey: string
}

/** An emulator that listens on this machine. */
export interface ListeningEmulator {
  /**
   * `http://127.0.0.1:<port>`: the `baseUrl` for a client, and in a browser the page on which you play the customers.
   */
  url: string
  /** Number of the port. */
  port: number
  /** Stops listening and breaks all connections that are still open. */
  close(): Promise<void>
}

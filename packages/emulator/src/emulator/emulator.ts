import type { OptionalFields } from '../account/optional-fields.ts'
import type { ChangeListener } from '../account/changes.ts'
import type { Clock } from '../account/clock.ts'
import type { DeliverOptions } from '../webhooks/deliveries.ts'
import type { DeliveryListener, DeliveryRecord } from '../webhooks/delivery-log.ts'
import type { Seed } from '../account/entities.ts'
import type { Faults } from '../faults/faults.ts'
import type { LedgerEntry } from '../account/ledger.ts'
import type { RateLimit } from '../api/rate-limit.ts'
import type { RequestListener, RequestRecord } from '../api/request-log.ts'
import type { SavedEmulator } from '../account/saving.ts'
import type { Settings } from '../account/settings.ts'
import type { Simulate } from '../simulate/simulate.ts'
import type { State } from '../account/state.ts'

/** How an emulator begins. Everything has a default. */
export interface EmulatorOptions extends OptionalFields<Seed>, OptionalFields<Settings> {
  /** All ids and tokens follow from it; `wazzup-kit` unless told otherwise. */
  seed?: string | number | undefined
  /** The customer's key, `emulator-api-key` unless told otherwise. */
  apiKey?: string | undefined
  /** A key that opens a few routes only, `emulator-sidecar-key` unless told otherwise. */
  sidecarKey?: string | undefined
  /** The key of the marketplace routes, `emulator-partner-key` unless told otherwise. */
  partnerKey?: string | undefined
  /** Milliseconds since 1970; `Date.now` unless told otherwise, looked up at each reading. */
  now?: (() => number) | undefined
  /** 500 requests in 5 seconds for each key, as documented; `off` for tests that are about something else. */
  rateLimit?: RateLimit | 'off' | undefined
  /** How the emulator reaches webhook addresses; the global `fetch` of that moment unless told otherwise. */
  webhookFetch?: typeof globalThis.fetch | undefined
  /** How the emulator fetches `contentUri`, to look at the file; links are trusted unless told otherwise. */
  contentFetch?: typeof globalThis.fetch | undefined
  /** What {@link Emulator.save} gave: the emulator continues from there, and a reset comes back to it. */
  saved?: SavedEmulator | undefined
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
  /** Makes calls and deliveries go wrong. */
  readonly faults: Faults
  /** Plays the outside world: clients, operators, messengers, moderators. */
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
   * Back to the beginning: the seeded state, no faults, nothing in ledger and logs, no delivery left. Watchers and open
   * ports stay, and no id comes twice: a bot that runs on would take the message for one that it has answered. For the
   * same ids again make a new emulator.
   */
  reset(): void
}

/** An emulator that listens on this machine. */
export interface ListeningEmulator {
  /** `http://127.0.0.1:<port>`, for the `baseUrl` of a client; in a browser, the page to play the clients on. */
  url: string
  port: number
  /** Stops listening and breaks all connections that are still open. */
  close(): Promise<void>
}

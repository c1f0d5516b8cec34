import type { Clock } from '@wazzup-kit/core/store'

/** Settings of a host. In production, they come from the environment. */
export interface HostSettings {
  /** The API key of the Wazzup account. */
  apiKey: string
  /** The base URL of Wazzup's API. The sample passes the address of the emulator. */
  baseUrl: string
  /** The secret in the webhook address. Deliveries without it are rejected. */
  secret: string
  /** Address of the PostgreSQL, or path of the SQLite file, with the store of the bot. The worker has a Durable Object instead. */
  database: string
  /** The part of the store that belongs to the Wazzup account. */
  account: string
  /** Sends a report to the operators on duty. */
  report(line: string): unknown
  /**
   * The port to listen on.
   *
   * @default a free port
   */
  port?: number
  /**
   * The clock of the store. The sample passes the clock of the emulator.
   *
   * @default the clock of the machine
   */
  clock?: Clock
  /**
   * The `fetch` of the client.
   *
   * @default the global `fetch`
   */
  fetch?: typeof fetch
}

/** A bot that runs on a host. */
export interface RunningHost {
  /** The webhook address to subscribe, including the secret. */
  url: string
  /** Name of its store, without a password. */
  store: string
  /** Announces to the bot that an order is ready. In production, your shop system does it. */
  tellReady(number: string): Promise<void>
  /** Handles and sends what is due. Resolves with the number of events that wait for a later time. */
  settled(): Promise<{ left: number }>
  /** Stops the bot. */
  close(): Promise<void>
}

/** Starts the bot on one host. */
export type StartHost = (settings: HostSettings) => Promise<RunningHost>

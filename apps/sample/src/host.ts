/** Settings of a host. In production, they come from the environment. */
export interface HostSettings {
  /** The API key of the Wazzup account. */
  apiKey: string
  /** The base URL of Wazzup's API. The sample passes the address of the emulator. */
  baseUrl: string
  /** The secret in the webhook address. Deliveries without it are rejected. */
  secret: string
  /** Sends a report to the operators on duty. */
  report(line: string): unknown
}

/** A bot that runs on a host. */
export interface RunningHost {
  /** The webhook address to subscribe, including the secret. */
  url: string
  /** Stops the bot. */
  close(): Promise<void>
}

/** Starts the bot on one host. */
export type StartHost = (settings: HostSettings) => Promise<RunningHost>

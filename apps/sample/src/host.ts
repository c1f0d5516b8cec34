/** Settings of a host. In production, they come from the environment. */
export interface HostSettings {
  /** The API key of the account, and the base URL of Wazzup. */
  apiKey: string
  baseUrl: string
  /** The secret in the webhook address. */
  secret: string
  /** Tells the operators on duty. */
  report(line: string): unknown
}

/** A bot that runs on a host. */
export interface RunningHost {
  /** The webhook address to subscribe, including the secret. */
  url: string
  close(): Promise<void>
}

export type StartHost = (settings: HostSettings) => Promise<RunningHost>

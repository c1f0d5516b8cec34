/** What a host of the bot is given. A real one reads it from its environment. */
export interface HostSettings {
  /** The key of the Wazzup account, and where that Wazzup is. */
  apiKey: string
  baseUrl: string
  /** What Wazzup must bring along in the address it posts to. */
  secret: string
  /** Tells the people on duty. */
  report(line: string): unknown
}

/** The bot on its host. */
export interface RunningHost {
  /** The address to subscribe with, secret included. */
  url: string
  close(): Promise<void>
}

export type StartHost = (settings: HostSettings) => Promise<RunningHost>

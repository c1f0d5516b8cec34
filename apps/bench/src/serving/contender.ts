import type { Server } from 'node:http'

/** A server that answers a POST of messages at {@link path} with 200 and counts them; it is not listening yet. */
export interface Contender {
  server: Server
  /** How many messages were handled: who does not handle what came cannot win. */
  handled(): number
}

/** What every file in `contenders/` exports as `createContender`. */
export type CreateContender = () => Contender | Promise<Contender>

export const path = '/wazzup'

/** 5,000 messages are more than parsers take by default. */
export const bodyLimit = 10_000_000

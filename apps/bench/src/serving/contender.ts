import type { Server } from 'node:http'

/** A server that responds with 200 to a POST of messages at {@link path} and counts them. It does not listen yet. */
export interface Contender {
  server: Server
  /** Returns how many messages were handled. A contender that does not handle them fails. */
  handled(): number
}

/** The type of the export `createContender` of every file in `contenders/`. */
export type CreateContender = () => Contender | Promise<Contender>

export const path = '/wazzup'

/** The size limit of parsers. 5,000 messages exceed their default. */
export const bodyLimit = 10_000_000

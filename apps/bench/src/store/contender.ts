import type { Message } from './messages.ts'

/** What a contender may use. */
export interface Place {
  /** An empty folder. */
  folder: string
  /** The socket of an empty Redis, if there is one. */
  redis: string | undefined
  /** The address of a PostgreSQL, and the name of a schema in it that only this turn uses. */
  postgres?: { url: string; schema: string } | undefined
}

/** Handles a message by its id. */
export type Handle = (id: string) => Promise<void>

/** Something that stores messages durably and then handles them. */
export interface Contender {
  /** Resolves when the message is durable. A message whose id is known must not be stored again. */
  append(message: Message): Promise<void>
  /** Begins to handle what is stored and what comes, in up to 20 handlers at once. */
  start(handle: Handle): void
  close(): Promise<void>
}

/** The type of the export `open` of every file in `contenders/`. */
export type OpenContender = (place: Place) => Contender | Promise<Contender>

/** Handlers that run at the same time. It is the default of our inbox. */
export const concurrency = 20

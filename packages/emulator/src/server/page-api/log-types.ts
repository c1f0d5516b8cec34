// Types of the log. The page imports this file too, so it contains only types.

import type { PostFailure } from '../../webhooks/post-failure.ts'

/** Place of a code in the tables of codes. */
interface CodeEntry {
  /** Codes of responses, codes of webhooks, or statuses without a code. */
  table: 'api' | 'delivery' | 'status'
  /** Name of the code. */
  name: string
}

/** Explanation of an error. */
export interface Explained {
  /** Error code, or the status of a response without a code. */
  code: string
  /** What the code means. */
  meaning?: string | undefined
  /** What to do. */
  remedy?: string | undefined
  /** Who must act. */
  actor?: string | undefined
  /** Page of Wazzup's documentation. */
  docUrl?: string | undefined
  /** Table and name of the code, for a translation. */
  entry?: CodeEntry | undefined
  /** Set for a send whose outcome is unknown, which has its own remedy. */
  effect?: 'unknown' | undefined
}

/** One line of the log. */
export interface LogLine {
  /** A call of the app, or a delivery to it. */
  kind: 'request' | 'delivery'
  /** Number of the line; 1 for the first one of its kind. */
  number: number
  /** Milliseconds since 1970, by the emulator's clock. */
  at: number
  /** `GET`, `POST` ... */
  method: string
  /** Path of a request, address of a delivery. */
  path: string
  /** Route of a request, kinds of a delivery. */
  about: string
  /** Status of the response; null when there is none, absent while it is pending. */
  status?: number | null | undefined
  /** Milliseconds until the response was complete. */
  milliseconds?: number | undefined
  /** The fault that struck it. */
  fault?: string | undefined
  /** Why the address of a delivery did not respond. */
  failure?: PostFailure | undefined
  /** Explanation of an error response. */
  error?: Explained | undefined
  /** Summary of the content. */
  says?: string | undefined
  /** Chat of a send. */
  chat?: string | undefined
  /** Messages that a delivery is about. */
  messageIds?: string[] | undefined
}

/** Details of one line. */
export interface LogDetail {
  /** The line of the log. */
  line: LogLine
  /** Query parameters of a request. */
  query: Readonly<Record<string, string>>
  /** Headers of a request. */
  headers: Readonly<Record<string, string>>
  /** Body of the request or delivery. */
  body?: unknown
  /** The response: parsed JSON, or the text. */
  response?: unknown
}

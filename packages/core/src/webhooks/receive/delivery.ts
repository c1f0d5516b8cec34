/** One HTTP request of Wazzup, as an adapter carries it in: three values, and nothing decided. */
export interface Delivery {
  /** The `Authorization` header; Wazzup sends one only when it holds a `crmKey`. */
  authorization?: string | null | undefined
  /** Address of the request, whole or from the path on; the secret may be in its query. */
  url?: string | undefined
  /**
   * What came: JSON text, bytes, an object that a parser made of them, or the unread stream (anything that can be
   * iterated for chunks of bytes). `undefined` says that somebody else has read it and nothing is left.
   */
  body: unknown
}

/** What the adapter carries out again. */
export interface WebhookResponse {
  status: number
  /** Goes out as JSON; nothing when undefined. */
  body?: unknown
  /** Headers beside a `content-type` of `application/json`, or instead of it; names in lower case. */
  headers?: Readonly<Record<string, string>> | undefined
}

/** Keeps work alive after the reply: the context of a Worker, of Vercel, of Next. */
export interface Background {
  waitUntil(work: Promise<unknown>): void
}

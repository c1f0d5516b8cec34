import type { EventKind } from '@wazzup-kit/core'
import type { Address, Sighting } from './bot-under-test.ts'
import type { Posting } from './post.ts'

/** Marks cases in which a body parser in front of the adapter changes the result. */
export type Tag =
  /** The body is not JSON, or is JSON but neither an object nor an array. */
  | 'not JSON'
  /** The body is not UTF-8. Most parsers replace invalid bytes. */
  | 'not UTF-8'
  /** More bytes than the bot's limit, fewer than the parser's. */
  | 'large'
  /** 20 MB: more than the limits of both the bot and the parsers. */
  | 'huge'
  /** 20 MB without the secret: rejected before reading the body. */
  | 'huge and unread'
  /** The body does not arrive. */
  | 'stalls'
  /** A content type that is neither JSON nor text, or none. */
  | 'content type'
  /** The body is empty. */
  | 'empty'
  /** The body has a key that some parsers reject. */
  | 'prototype'
  /** The secret is wrong and the body is invalid. */
  | 'wrong and bad'
  /** The body is compressed with gzip or deflate. */
  | 'compressed'
  /** The body is compressed with Brotli, which few runtimes can inflate. */
  | 'br'
  /** A small body that is 20 MB after it is inflated. */
  | 'bomb'
  /** The body is compressed and cut. */
  | 'cut'
  /** The header says gzip, and the body is JSON. */
  | 'kept header'
  /** The header names an encoding that does not exist, and the body is JSON. */
  | 'unknown encoding'
  /** The header names an encoding that does not exist, and the body is compressed. */
  | 'unknown compression'

/** A call of a handler or `onError` that must have happened. Fields that are left out are not compared. */
export interface Expected {
  by: Sighting['by']
  event: { kind: EventKind | 'delivery' } & Readonly<Record<string, unknown>>
}

/** One request to the bot, with its expected response and effects. */
export interface Case {
  title: string
  /** @default 'open' */
  to?: Address
  /** Query string, appended to the address. */
  query?: string
  request: Posting
  /** The expected status, or all allowed ones. */
  status: number | readonly number[]
  tag?: Tag
  /** The whole expected body of the response, as JSON. */
  reply?: unknown
  /** All calls of handlers and `onError`, in order. */
  saw?: readonly Expected[]
  /** All messages that Wazzup accepted during the case. */
  sent?: readonly object[]
}

/** Returns a delivery in the form in which Wazzup sends it. */
export function delivery(body: unknown): Posting {
  return { body: JSON.stringify(body) }
}

/** Returns the expected calls for events: two handlers for a message, one for any other kind. */
export function seenBy(events: readonly Expected['event'][]): Expected[] {
  return events.flatMap((event) => {
    const first: Expected = { by: 'first', event }
    return event.kind === 'message' ? [first, { by: 'second', event }] : [first]
  })
}

/** Returns the expected call of `onError` for a delivery that is rejected or has only unknown keys. */
export function rejected(status: number): Expected[] {
  return [{ by: 'onError', event: { kind: 'delivery', status } }]
}

import type { EventKind } from '@wazzup-kit/core'
import type { Address, Sighting } from './bot-under-test.ts'
import type { Posting } from './post.ts'

/** Of which kind a case is, for hosts with a body parser in front. */
export type Tag =
  /** The body is not JSON, or a text, a number, null. */
  | 'not JSON'
  /** The body is no UTF-8: most parsers put a question mark in the place of what they cannot read. */
  | 'not UTF-8'
  /** More bytes than the bot takes, and less than a parser does. */
  | 'large'
  /** 20 MB, which nobody takes. */
  | 'huge'
  /** 20 MB from somebody who may not come in, so nobody looks at them. */
  | 'huge and unread'
  /** The body does not arrive. */
  | 'stalls'
  /** A content type that is neither JSON nor text, or none. */
  | 'content type'
  /** There is nothing in the body. */
  | 'empty'
  /** A key that some parsers refuse. */
  | 'prototype'
  /** A secret that is wrong, with a body that is bad as well. */
  | 'wrong and bad'

/** What the bot must have seen; fields that are not named do not matter. */
export interface Expected {
  by: Sighting['by']
  event: { kind: EventKind | 'delivery' } & Readonly<Record<string, unknown>>
}

/** One request to the bot, and what must come of it. */
export interface Case {
  title: string
  /** `open` unless told otherwise. */
  to?: Address
  /** Put behind the address. */
  query?: string
  request: Posting
  /** The status, or all that are right. */
  status: number | readonly number[]
  tag?: Tag
  /** The whole reply, as JSON. */
  reply?: unknown
  /** All that handlers and `onError` saw, in order. */
  saw?: readonly Expected[]
  /** All that Wazzup accepted meanwhile. */
  sent?: readonly object[]
}

/** A delivery as Wazzup would send it. */
export function delivery(body: unknown): Posting {
  return { body: JSON.stringify(body) }
}

/** What is seen of events that nobody does anything about: messages have two handlers, others one. */
export function seenBy(events: readonly Expected['event'][]): Expected[] {
  return events.flatMap((event) => {
    const first: Expected = { by: 'first', event }
    return event.kind === 'message' ? [first, { by: 'second', event }] : [first]
  })
}

/** What `onError` is told about a delivery that is rejected, or in which nothing is known. */
export function rejected(status: number): Expected[] {
  return [{ by: 'onError', event: { kind: 'delivery', status } }]
}

import type { EventKind } from '../../webhooks/events/events.ts'

/** Functions that are called for logs and metrics. Their errors are ignored. */
export interface InboxHooks {
  /** Called after the events of a delivery were stored. */
  onStored?(info: StoredInfo): unknown
  /** Called after each run of a handler, and when a handler is skipped. */
  onHandled?(info: HandledInfo): unknown
}

/** What was stored of a delivery. */
export interface StoredInfo {
  /** Number of new events. */
  events: number
  /** Number of events that were dropped, because they were stored before. */
  repeats: number
}

/** One run of a handler. */
export interface HandledInfo {
  /** Kind of the event; that of the last message for `onQuiet`. */
  kind: EventKind
  /** Name of the handler. */
  handler: string
  /** `skipped`: the event was too old for the handler, or its chat was paused. */
  outcome: 'succeeded' | 'failed' | 'skipped'
  /** Number of this run, from 1. */
  attempt: number
  /** Milliseconds that the handler took. */
  milliseconds: number
  /** Milliseconds since the event happened. */
  age: number
}

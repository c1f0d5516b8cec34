import { queueOf, type EventEnd, type Step } from './driver.ts'
import { encodeText } from './stored-text.ts'

/** A step whose texts are encoded with `encodeText`, whose values are JSON, and whose times are whole. Absent fields are null. */
export interface EncodedStep {
  /** Ends runs of events. */
  settle: readonly { position: number; lane: string; revision: number; end: EncodedEnd }[]
  /** Adds events at the end of their lanes, in this order. */
  append: readonly EncodedEvent[]
  /** Writes records. */
  write: readonly EncodedWrite[]
}

/** How a run ends, in an {@link EncodedStep}. */
export type EncodedEnd =
  | { state: 'done'; keepUntil: number | null }
  | { state: 'replayed'; progress: string | null }
  /** A dead event has no `due`. */
  | { state: 'waiting' | 'dead'; due: number | null; attempts: number; progress: string | null; error: string | null }

/** A new event, in an {@link EncodedStep}. */
export interface EncodedEvent {
  /** Its identity in the account. */
  id: string
  /** What it is ordered with. */
  lane: string
  /** The text of the lane before the first `/`. */
  queue: string
  /** Its content as JSON. */
  data: string
  /** When it is due, in milliseconds since 1970. Undefined means now. */
  due: number | undefined
  /** Whom it is about. */
  subject: string | null
}

/** A write of a record, in an {@link EncodedStep}. */
export interface EncodedWrite {
  /** Its name in the account. */
  key: string
  /** Its content as JSON. Undefined deletes the record. */
  value: string | undefined
  /** The version that was read; undefined when the record did not exist. */
  version: string | undefined
  /** Records of a group can be read together. */
  group: string | null
  /** Whom it is about. */
  subject: string | null
  /** When it is deleted, in milliseconds since 1970. */
  expiresAt: number | null
}

/**
 * Returns a step in a form that each database can store, for drivers of stores. Call it before the transaction.
 *
 * @throws TypeError when a value is not JSON.
 */
export function encodeStep({ settle = [], append = [], write = [] }: Step): EncodedStep {
  return {
    settle: settle.map(({ position, lane, revision, end }) => ({
      position,
      lane: encodeText(lane),
      revision,
      end: encodeEnd(end),
    })),
    append: append.map(({ id, lane, data, due, subject }) => ({
      id: encodeText(id),
      lane: encodeText(lane),
      queue: encodeText(queueOf(lane)),
      data: encodeJson(data),
      due: due === undefined ? undefined : Math.ceil(due),
      subject: encodeOptional(subject),
    })),
    write: write.map(({ key, value, version, group, subject, expiresAt }) => ({
      key: encodeText(key),
      value: value === undefined ? undefined : encodeJson(value),
      version,
      group: encodeOptional(group),
      subject: encodeOptional(subject),
      expiresAt: encodeTime(expiresAt),
    })),
  }
}

function encodeEnd(end: EventEnd): EncodedEnd {
  if (end.state === 'done') return { state: end.state, keepUntil: encodeTime(end.keepUntil) }
  const progress = end.progress === undefined ? null : encodeJson(end.progress)
  if (end.state === 'replayed') return { state: end.state, progress }
  const { state, attempts } = end
  return {
    state,
    due: end.state === 'dead' ? null : Math.ceil(end.due),
    attempts,
    progress,
    error: encodeOptional(end.error),
  }
}

function encodeOptional(text: string | undefined): string | null {
  return text === undefined ? null : encodeText(text)
}

/** An app may pass a time with a fraction, which a column of whole numbers rejects. */
function encodeTime(time: number | undefined): number | null {
  return time === undefined ? null : Math.ceil(time)
}

/** JSON escapes lone surrogates and NUL by itself. */
function encodeJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

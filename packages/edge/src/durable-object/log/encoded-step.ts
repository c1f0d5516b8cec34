import { encodeText, queueOf, type EventEnd, type Step } from '@wazzup-kit/core/store'
import type { Database } from '../database.ts'
import { encodeValue } from '../long-values.ts'

/** A step whose values are encoded already: what is not JSON throws before the transaction. */
export type EncodedStep = ReturnType<typeof encodeStep>
export type EncodedEvent = EncodedStep['append'][number]
export type EncodedWrite = EncodedStep['write'][number]
export type EncodedSettlement = EncodedStep['settle'][number]

export function encodeStep(database: Database, { settle = [], append = [], write = [] }: Step) {
  return {
    settle: settle.map(({ position, revision, end }) => ({ position, revision, end: encodeEnd(database, end) })),
    append: append.map(({ id, lane, data, due, subject }) => ({
      id: encodeText(id),
      lane: encodeText(lane),
      queue: encodeText(queueOf(lane)),
      data: encodeValue(database, data),
      due,
      subject: encodeOptional(subject),
    })),
    write: write.map(({ key, value, version, group, subject, expiresAt }) => ({
      key: encodeText(key),
      value: value === undefined ? undefined : encodeValue(database, value),
      version,
      group: encodeOptional(group),
      subject: encodeOptional(subject),
      expiresAt: expiresAt ?? null,
    })),
  }
}

function encodeEnd(database: Database, end: EventEnd) {
  if (end.state === 'done') return { state: end.state, keepUntil: end.keepUntil ?? null }
  const progress = end.progress === undefined ? undefined : encodeValue(database, end.progress)
  if (end.state === 'replayed') return { state: end.state, progress }
  const { attempts, error } = end
  return {
    state: end.state,
    due: end.state === 'dead' ? null : end.due,
    attempts,
    progress,
    error: encodeOptional(error),
  }
}

function encodeOptional(text: string | undefined): string | null {
  return text === undefined ? null : encodeText(text)
}

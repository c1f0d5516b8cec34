import { encodeText, queueOf, type EventEnd, type Step } from '@wazzup-kit/core/store'

/**
 * Returns a step as the function of the database takes it. What is not JSON throws here. Values are JSON inside of JSON,
 * because PostgreSQL's own JSON rejects NUL and lone surrogates.
 */
export function encodeStep({ settle = [], append = [], write = [] }: Step): { values: string[]; wakes: boolean } {
  const settlements = settle.map(({ position, revision, end }) => ({ position, revision, ...encodeEnd(end) }))
  const events = append.map(({ id, lane, data, due, subject }) => ({
    id: encodeText(id),
    lane: encodeText(lane),
    queue: encodeText(queueOf(lane)),
    data: JSON.stringify(data) ?? 'null',
    due,
    subject: encodeOptional(subject),
  }))
  const records = write.map(({ key, value, version, group, subject, expiresAt }) => ({
    key: encodeText(key),
    value: value === undefined ? undefined : JSON.stringify(value),
    version,
    group: encodeOptional(group),
    subject: encodeOptional(subject),
    expiresAt,
  }))
  return {
    values: [settlements, events, records].map((list) => JSON.stringify(list)),
    wakes: append.length > 0 || settle.some(({ end }) => end.state !== 'done'),
  }
}

function encodeEnd(end: EventEnd): object {
  const { state } = end
  if (state === 'done') return { state, keepUntil: end.keepUntil }
  const progress = end.progress === undefined ? undefined : JSON.stringify(end.progress)
  if (state === 'replayed') return { state, progress }
  const due = state === 'dead' ? undefined : end.due
  return { state, due, attempts: end.attempts, progress, error: encodeOptional(end.error) }
}

function encodeOptional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : encodeText(text)
}

import { describe, expect, test } from 'vitest'
import { received } from '../../../test/received.ts'
import { delivered, outgoing } from '../../../test/wire-items.ts'
import { pickLaterStatus, statusOrder, type SentStatus } from '../../index.ts'

// P4: statuses never go backwards. Wazzup may send them early, late, twice and in any order. Telegram has no `delivered`.
// An error is final. https://wazzup24.ru/help/api-ru/webhooks-2/

const statuses = ['sent', 'delivered', 'READ', 'error', 'edited', 'never heard of', null]

/** Returns every sequence of this number of statuses, including repetitions. */
function* sequences(length: number): Generator<(string | null | undefined)[]> {
  if (length === 0) return yield []
  for (const rest of sequences(length - 1)) for (const status of statuses) yield [...rest, status]
}

/** Returns the latest status of a set, independent of the order. */
function furthest(seen: readonly (string | null | undefined)[]): SentStatus | undefined {
  const known = new Set(seen.map((status) => status?.toLowerCase()))
  return (['error', 'read', 'delivered', 'sent'] as const).find((status) => known.has(status))
}

const rank = (status: string | undefined) => statusOrder.indexOf(status as SentStatus)

describe.each([1, 2, 3, 4, 5, 6])('all sequences of %i statuses', { timeout: 60_000 }, (length) => {
  test('end with the latest status, and never go backwards', () => {
    let wrong = 0
    for (const sequence of sequences(length)) {
      let status: SentStatus | undefined
      for (const arrived of sequence) {
        const next = pickLaterStatus(status, arrived)
        if (rank(next) < rank(status)) wrong++
        status = next
      }
      if (status !== furthest(sequence)) wrong++
    }
    expect(wrong).toBe(0)
  })
})

test.each([
  ['sent', 'delivered', 'delivered'],
  ['read', 'delivered', 'read'],
  ['read', 'error', 'error'],
  ['error', 'read', 'error'],
  ['sent', 'read', 'read'],
  ['sent', 'edited', 'sent'],
  ['delivered', 'inbound', 'delivered'],
  [undefined, 'SENT', 'sent'],
  ['Delivered', null, 'delivered'],
  [undefined, 'edited', undefined],
  [null, undefined, undefined],
  ['constructor', '__proto__', undefined],
])('pickLaterStatus: %s, then %s, is %s', (known, arrived, expected) => {
  expect(pickLaterStatus(known, arrived)).toBe(expected)
})

test('the rank in the SQL of the docstring has the same result', () => {
  const wrong: string[] = []
  for (const sequence of sequences(4)) {
    const row = { status: undefined as string | undefined, rank: -1 }
    for (const arrived of sequence) {
      const status = arrived?.toLowerCase()
      if (row.rank < rank(status)) Object.assign(row, { status, rank: rank(status) })
    }
    if (row.status !== furthest(sequence)) wrong.push(sequence.join())
  }
  expect(wrong).toEqual([])
})

test('echoes and status updates have the same result, in each order of the items', async () => {
  const items = [
    { messages: [{ ...outgoing, status: 'sent' }] },
    { messages: [{ ...outgoing, status: 'READ' }] },
    { statuses: [{ ...delivered, status: 'delivered' }] },
    { statuses: [{ ...delivered, status: 'edited' }] },
    { statuses: [{ ...delivered, status: 'sent' }] },
  ]
  const permutations = (rest: typeof items): (typeof items)[] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((one) => permutations(rest.filter((each) => each !== one)).map((more) => [one, ...more]))
  for (const order of permutations(items)) {
    let status: SentStatus | undefined
    for (const body of order) {
      const [event] = (await received(body)).events
      if (event?.kind === 'echo' || event?.kind === 'status') status = pickLaterStatus(status, event.status)
    }
    expect(status).toBe('read')
  }
})

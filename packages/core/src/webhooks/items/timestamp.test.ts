import { describe, expect, test } from 'vitest'
import { received } from '../../../test/received.ts'
import { channelUpdate, delivered, inbound } from '../../../test/wire-items.ts'

// With a zone other than UTC, a value that is read as local time has a wrong result. Set before the first Date.
process.env.TZ = 'Asia/Kolkata'

/** Returns the time as read from a message, a status and a channel update. */
async function readAll(value: unknown): Promise<unknown[]> {
  const { events } = await received({
    messages: [{ ...inbound, dateTime: value }],
    statuses: [{ ...delivered, timestamp: value }],
    channelsUpdates: [{ ...channelUpdate, timestamp: value }],
  })
  const [message, status, channel] = events as unknown as Record<string, unknown>[]
  expect(events.map(({ kind }) => kind)).toEqual(['message', 'status', 'channel'])
  return [message!.dateTime, status!.timestamp, channel!.timestamp]
}

test('the tests do not run in UTC', () => {
  expect(new Date(0).getTimezoneOffset()).toBe(-330)
})

// Documentation of webhooks: ISO text in messages and statuses, milliseconds in channelsUpdates; the pattern has no zone.
describe('a time becomes the same ISO text when it is written as', () => {
  test.each([
    '2026-01-15T10:30:00.000Z',
    '2026-01-15T10:30:00Z',
    '2026-01-15T10:30Z',
    '2026-01-15t10:30:00z',
    '2026-01-15 10:30:00Z',
    '2026-01-15 10:30:00 Z',
    '  2026-01-15T10:30:00.000Z\n',
    '2026-01-15T10:30:00.0000009Z',
    '2026-01-15T10:30:00.000',
    '2026-01-15T10:30:00',
    '2026-01-15T10:30',
    '2026-01-15 10:30:00',
    '2026-01-15 10:30',
    '2026-01-15T13:30:00+03:00',
    '2026-01-15T13:30:00+0300',
    '2026-01-15T13:30:00+03',
    '2026-01-15 13:30:00+03:00',
    '2026-01-15 13:30:00 +0300',
    '2026-01-15T05:00:00-05:30',
    '2026-01-15T00:30:00-10:00',
    '2026-01-16T00:30:00+14:00',
    1_768_473_000_000,
    1_768_473_000,
    1_768_473_000.0,
    '1768473000000',
    '1768473000',
    '1768473000.000',
    ' 1768473000 ',
  ])('%j', async (value) => {
    expect(await readAll(value)).toEqual(Array(3).fill('2026-01-15T10:30:00.000Z'))
  })
})

test.each([
  ['2026-01-15', '2026-01-15T00:00:00.000Z'],
  ['2025-05-06T14:16:00.002Z', '2025-05-06T14:16:00.002Z'],
  ['2025-05-06T14:16:00.002', '2025-05-06T14:16:00.002Z'],
  ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
  ['2025-12-31T24:00:00.000Z', '2026-01-01T00:00:00.000Z'],
  [1_746_540_960.002, '2025-05-06T14:16:00.002Z'],
  ['1746540960.002', '2025-05-06T14:16:00.002Z'],
  ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
  [253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
])('the time %j becomes %s', async (value, moment) => {
  expect(await readAll(value)).toEqual([moment, moment, moment])
})

describe('an invalid time is undefined, and the other fields are kept', () => {
  test.each(
    [
      null,
      '',
      ' ',
      'soon',
      'May',
      'message 5',
      '-5',
      '5 minutes',
      '1/2/3',
      '15.01.2026 10:30',
      '01/15/2026',
      '10:30',
      '2026-01',
      '2026-13-01T00:00:00.000Z',
      '2026-00-10T00:00:00Z',
      '2026-01-32T00:00:00.000Z',
      '2026-01-15T25:00:00.000Z',
      '2026-01-15T10:60:00.000Z',
      '2026-01-15T10:30:00Europe/Moscow',
      '9'.repeat(400),
      8.7e15,
      -8.7e15,
      Infinity,
      true,
      {},
      [],
      [1_768_473_000_000],
      { $date: '2026-01-15T10:30:00.000Z' },
    ].map((value) => [value]),
  )('%j', async (value) => {
    expect(await readAll(value)).toEqual([undefined, undefined, undefined])
  })

  test('a missing key', async () => {
    const { events } = await received({
      messages: [{ ...inbound, dateTime: undefined }],
      statuses: [{ messageId: 'm', status: 'read' }],
      channelsUpdates: [{ channelId: 'c', state: 'active' }],
    })
    expect(events.map(({ kind }) => kind)).toEqual(['message', 'status', 'channel'])
  })
})

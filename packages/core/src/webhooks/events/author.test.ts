import { describe, expect, test } from 'vitest'
import { onlyEvent, received } from '../../../test/received.ts'
import { inbound } from '../../../test/wire-items.ts'
import type { Echo, Message } from '../../index.ts'

// From Wazzup's documentation of webhooks (isEcho, status, authorName, authorId, sentFromApp). Observed in production: an
// echo of the API has the name "Admin" and no id, an echo of an operator has both, and an echo from the phone has neither.
// https://wazzup24.ru/help/api-ru/webhooks-2/

const { isEcho: _isEcho, status: _status, ...base } = inbound

describe('the author of an event', () => {
  test.each<[string, Record<string, unknown>, string, string, string[]]>([
    [
      'both fields',
      { isEcho: false, status: 'inbound' },
      'message',
      'customer',
      ['isEcho is false', 'status is inbound'],
    ],
    ['isEcho alone', { isEcho: false }, 'message', 'customer', ['isEcho is false']],
    ['isEcho as text', { isEcho: 'false' }, 'message', 'customer', ['isEcho is false']],
    ['status alone', { status: 'inbound' }, 'message', 'customer', ['status is inbound']],
    [
      'an own send',
      { isEcho: true, status: 'sent', authorName: 'Admin' },
      'echo',
      'api',
      ['isEcho is true', 'status is outgoing', 'authorName is Admin', 'no authorId'],
    ],
    [
      'an own send, with null',
      { isEcho: true, authorName: 'ADMIN', authorId: null },
      'echo',
      'api',
      ['isEcho is true', 'authorName is Admin', 'no authorId'],
    ],
    [
      'an operator',
      { isEcho: true, authorName: 'Olga', authorId: 'user-7' },
      'echo',
      'operator',
      ['isEcho is true', 'authorId is given', 'authorName is given'],
    ],
    [
      'an operator called Admin',
      { isEcho: true, authorName: 'Admin', authorId: '7' },
      'echo',
      'operator',
      ['isEcho is true', 'authorId is given', 'authorName is Admin'],
    ],
    [
      'an operator in Wazzup’s chat',
      { isEcho: true, sentFromApp: true },
      'echo',
      'operator',
      ['isEcho is true', 'sentFromApp is true', 'no authorName', 'no authorId'],
    ],
    [
      'the phone',
      { isEcho: true, status: 'sent' },
      'echo',
      'phone',
      ['isEcho is true', 'status is outgoing', 'no authorName', 'no authorId'],
    ],
    [
      'a name without an id',
      { isEcho: true, authorName: 'Olga' },
      'echo',
      'unknown',
      ['isEcho is true', 'authorName is given', 'no authorId'],
    ],
    [
      'isEcho false, status sent',
      { isEcho: false, status: 'sent' },
      'echo',
      'phone',
      ['isEcho is false', 'status is outgoing', 'no authorName', 'no authorId'],
    ],
    [
      'isEcho false, an id',
      { isEcho: false, authorId: '7' },
      'echo',
      'operator',
      ['isEcho is false', 'authorId is given', 'no authorName'],
    ],
  ])('%s', async (_, fields, kind, is, evidence) => {
    const event = (await onlyEvent({ messages: [{ ...base, ...fields }] })) as Message | Echo
    expect([event.kind, event.author.is, [...event.author.evidence]]).toEqual([kind, is, evidence])
  })
})

describe('all combinations of the author fields', () => {
  const choices = {
    isEcho: [undefined, null, true, false, 'true', 'FALSE', 1, 0, '1', '', 'yes', {}],
    status: [undefined, null, '', 'inbound', 'INBOUND', 'sent', 'read', 'ERROR', 'edited', 'new', 5],
    authorName: [undefined, null, '', 'Admin', 'Olga'],
    authorId: [undefined, null, '', 'user-7', 7],
    sentFromApp: [undefined, null, true, false, 'true', 1],
  }
  const items = Object.entries(choices).reduce<Record<string, unknown>[]>(
    (all, [name, values]) => all.flatMap((item) => values.map((value) => ({ ...item, [name]: value }))),
    [{ ...base }],
  )

  const saysOf = (item: Record<string, unknown>) =>
    Object.fromEntries(Object.keys(choices).map((name) => [name, item[name]]))

  // Written independently of the implementation, from the documentation and from observations in production.
  const isTrue = (value: unknown) => ['true', '1', 'yes'].includes(String(value).toLowerCase())
  const isFalse = (value: unknown) => ['false', '0'].includes(String(value).toLowerCase())
  const statusOf = (item: Record<string, unknown>) => (typeof item.status === 'string' ? item.status.toLowerCase() : '')
  const isSigned = (item: Record<string, unknown>) => Boolean(item.authorName) || Boolean(item.authorId)
  const isOutgoing = (item: Record<string, unknown>) =>
    isTrue(item.isEcho) ||
    isTrue(item.sentFromApp) ||
    !['', 'inbound'].includes(statusOf(item)) ||
    (statusOf(item) === '' && isSigned(item))
  const isIncoming = (item: Record<string, unknown>) => statusOf(item) === 'inbound' || isFalse(item.isEcho)

  test('an item with evidence of "outgoing" is never a message, and a message always has evidence of "incoming"', async () => {
    const { events, failures } = await received({ messages: items }, { limits: { items: items.length } })
    expect(failures).toEqual([])
    expect(events).toHaveLength(items.length)
    const wrong = items.filter((item, index) => {
      // An unreadable status might have been a status of an outgoing message.
      const isOdd = item.status === 5
      const outgoing = statusOf(item) === 'edited' ? 'messageEdited' : 'echo'
      const expected = isOutgoing(item) ? outgoing : isIncoming(item) && !isOdd ? 'message' : 'unrecognized'
      return events[index]!.kind !== expected
    })
    expect(wrong.slice(0, 5).map(saysOf)).toEqual([])
    const counts = Object.groupBy(events, ({ kind }) => kind)
    expect(Object.keys(counts).toSorted()).toEqual(['echo', 'message', 'messageEdited', 'unrecognized'])
  })

  test('only messages have the customer as author, and each author has evidence', async () => {
    const { events } = await received({ messages: items }, { limits: { items: items.length } })
    const wrong = events.filter((event) => {
      if (event.kind !== 'message' && event.kind !== 'echo') return false
      return (event.author.is === 'customer') !== (event.kind === 'message') || event.author.evidence.length === 0
    })
    expect(wrong).toEqual([])
  })

  test('edits and deletions have their author by the same rule', async () => {
    for (const flag of ['isEdited', 'isDeleted']) {
      const changed = items.map((item) => ({ ...item, [flag]: true }))
      const { events } = await received({ messages: changed }, { limits: { items: items.length } })
      const wrong = items.filter((item, index) => {
        const { kind, author } = events[index] as unknown as { kind: string; author: { is: string } }
        const isClient = !isOutgoing(item) && isIncoming(item)
        return (
          kind !== (flag === 'isEdited' ? 'messageEdited' : 'messageDeleted') || (author.is === 'customer') !== isClient
        )
      })
      expect(wrong.slice(0, 5).map(saysOf)).toEqual([])
    }
  })
})

test('an author object is shared and cannot be changed', async () => {
  const { author } = (await onlyEvent({ messages: [{ ...base, isEcho: true }] })) as unknown as Echo
  expect(() => Object.assign(author, { is: 'customer' })).toThrow(TypeError)
  expect(() => (author.evidence as string[]).push('isEcho is false')).toThrow(TypeError)
})

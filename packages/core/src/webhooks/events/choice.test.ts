import { expect, test } from 'vitest'
import { buildEvent } from '../../testing.ts'
import { readChoice } from '../../index.ts'

const options = [
  { id: 'yes', text: 'Yes, please' },
  { id: 'no', text: 'No' },
]

// What comes back for a button: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
test.each([
  ['wapi', 'yes', 'yes'],
  ['wapi', 'Yes, please', 'yes'],
  ['wapi', ' yes, PLEASE ', 'yes'],
  ['wapi', '0', 'yes'],
  ['wapi', '1', 'no'],
  ['wapi', '2', undefined],
  ['WAPI', '1', 'no'],
  ['telegram', '0', 'yes'],
  ['maxbot', '1', 'no'],
  ['whatsapp', '1', 'yes'],
  ['whatsapp', '2', 'no'],
  ['whatsapp', '0', undefined],
  ['tgapi', 'no', 'no'],
  ['wapi', '-1', undefined],
  ['wapi', '1.0', undefined],
  ['wapi', 'perhaps', undefined],
  ['wapi', '', undefined],
  ['wapi', null, undefined],
])('readChoice: on %s the text %j is the choice %s', (transport, text, id) => {
  expect(readChoice({ transport }, buildEvent('message', { text }), options)?.id).toBe(id)
})

test('readChoice prefers an id to a text, and a text to a number', () => {
  const twisted = [
    { id: 'a', text: '1' },
    { id: 'b', text: 'a' },
  ]
  expect(readChoice({ transport: 'wapi' }, { text: 'a' }, twisted)?.id).toBe('a')
  expect(readChoice({ transport: 'wapi' }, { text: '1' }, twisted)?.id).toBe('a')
})

test.each([{}, { transport: null }])(
  'readChoice uses ids and texts, but not numbers, for a channel without transport: %j',
  (channel) => {
    expect(readChoice(channel, { text: 'no' }, options)?.id).toBe('no')
    expect(readChoice(channel, { text: '1' }, options)).toBe(undefined)
  },
)

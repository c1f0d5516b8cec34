import { expect, test } from 'vitest'
import { hasArrived, transportFacts } from '../messengers.ts'

test.each([
  ['whatsapp', ['delivered', 'read']],
  ['instagram', ['delivered', 'read']],
  ['telegram', ['sent', 'delivered', 'read']],
  ['telegroup', ['sent', 'delivered', 'read']],
])('in %s, %s are the statuses of a message that has arrived', (chatType, arrived) => {
  const statuses = ['sent', 'delivered', 'read', 'error', 'edited', 'inbound', 'new', null, undefined]
  expect(statuses.filter((status) => hasArrived(status, chatType))).toEqual(arrived)
})

test('only on channels that never report delivered, sent is the best status', () => {
  for (const { chatTypes, reportsDelivered } of Object.values(transportFacts)) {
    for (const chatType of chatTypes.value) expect(hasArrived('sent', chatType)).toBe(reportsDelivered.value === false)
  }
})

test('only channels of Telegram never report delivered', () => {
  const silent = Object.entries(transportFacts).filter(([, facts]) => facts.reportsDelivered.value === false)
  expect(silent.map(([transport]) => transport)).toEqual(['tgapi', 'telegram'])
})

import { expect, test } from 'vitest'
import { isWindowOpen } from '../messengers.ts'

const now = Date.parse('2026-06-01T12:00:00Z')
const hoursAgo = (hours: number) => now - hours * 3_600_000

test.each([
  ['wapi', 23.9, true],
  ['wapi', 24, false],
  ['instagram', 7 * 24 - 0.1, true],
  ['instagram', 7 * 24, false],
  ['maxbot', 24, false],
  ['whatsapp', 1_000, undefined],
  ['telegram', 1_000, undefined],
  ['cian', 1, undefined],
])('the window on %s, %d hours after the last message', (transport, hours, isOpen) => {
  expect(isWindowOpen({ transport }, hoursAgo(hours), now)).toBe(isOpen)
})

test('the window is closed before the first message, and the time is now by default', () => {
  expect(isWindowOpen({ transport: 'wapi' }, undefined)).toBe(false)
  expect(isWindowOpen({ transport: 'whatsapp' }, undefined)).toBeUndefined()
  expect(isWindowOpen({ transport: 'wapi' }, Date.now() - 1_000)).toBe(true)
})

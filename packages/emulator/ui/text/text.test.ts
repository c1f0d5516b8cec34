import { templateStatuses } from '@wazzup-kit/core/schemas'
import { expect, test } from 'vitest'
import { deliveryFaultKinds } from '../../src/faults/delivery-fault-kinds.ts'
import { callFaultKinds } from '../../src/faults/call-fault-kinds.ts'
import { defaultSeed } from '../../src/account/entities/default-seed.ts'
import { settingChoices } from '../../src/account/settings.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

/** Returns all keys, for example `ofFaults.lost.name`, with the number of arguments of functions. */
function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const name = `${path}${key}`
    if (typeof value === 'object' && value !== null) return keysOf(value as object, `${name}.`)
    return [typeof value === 'function' ? `${name}(${(value as () => string).length})` : name]
  })
}

test('English and Russian have the same keys', () => {
  expect(keysOf(ru)).toEqual(keysOf(en))
})

test('no text is empty', () => {
  const said = (texts: object): unknown[] =>
    Object.values(texts).flatMap((value) => (typeof value === 'object' ? said(value as object) : [value]))
  for (const texts of [en, ru]) expect(said(texts).filter((text) => text === '')).toEqual([])
})

test('no Russian text equals the English one', () => {
  const latinInBoth = Object.entries(ru).filter(([key, value]) => {
    return typeof value === 'string' && value === (en as Record<string, unknown>)[key]
  })
  expect(latinInBoth.map(([key]) => key)).toEqual([])
})

test('Russian uses its three plural forms', () => {
  const { minutes } = ru.clockUnits
  expect([1, 2, 5, 11, 21].map(minutes)).toEqual(['минута', 'минуты', 'минут', 'минут', 'минута'])
  expect([1, 3].map(ru.faultsLeft)).toEqual(['остался 1', 'осталось 3'])
})

test.each([
  ['English', en],
  ['Russian', ru],
])('every fault, every messenger and every status of a template has its words in %s', (_, texts) => {
  const kinds = [...callFaultKinds, ...deliveryFaultKinds]
  expect(kinds.filter((kind) => !texts.ofFaults[kind]?.name || !texts.ofFaults[kind]?.meaning)).toEqual([])
  for (const [name, values] of Object.entries(settingChoices)) {
    const { values: words } = texts.ofSettings[name as keyof typeof settingChoices]
    const unsaid = values.filter((value) => typeof value === 'string' && !value.includes('/') && !words[value])
    expect({ [name]: unsaid }).toEqual({ [name]: [] })
  }
  expect(templateStatuses.filter((status) => !texts.ofTemplateStatuses[status])).toEqual([])
  expect(defaultSeed.channels.filter(({ transport }) => !texts.transports[transport])).toEqual([])
})

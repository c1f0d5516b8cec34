import { expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import { parseSaved } from './saving.ts'

const saved = (changes: object): string => JSON.stringify({ ...createEmulator().save(), ...changes })

function savedState(changes: object): string {
  const { state } = createEmulator().save()
  return saved({ state: { ...state, ...changes } })
}

it.each([
  ['', 'it is empty'],
  ['{"version":1,"seed":"a","led', 'it is not JSON: '],
  ['[]', 'it is not the state of an emulator'],
  ['{"some":"json"}', 'it is not the state of an emulator'],
  [saved({ version: 2 }), 'it has version 2, and this emulator reads version 1; update @wazzup-kit/emulator'],
  [saved({ version: 'one' }), 'it has version "one", and this emulator reads version 1'],
  [saved({ ledger: {} }), '"ledger" must be a list of objects'],
  [saved({ ledger: ['sent'] }), '"ledger" must be a list of objects'],
  [saved({ advanced: '5' }), '"advanced" must be a number'],
  [saved({ state: null }), '"state" must be an object'],
  [savedState({ channels: {} }), '"state.channels" must be a list of pairs'],
  [savedState({ channels: [['id']] }), '"state.channels" must be a list of pairs'],
  [savedState({ unreachable: [1] }), '"state.unreachable" must be a list of texts'],
  [savedState({ turns: null }), '"state.turns" must be a number'],
  [savedState({ subscriptions: [] }), '"state.subscriptions" must be an object'],
])('rejects a broken state, and tells why: %s', (text, why) => {
  expect(() => parseSaved(text)).toThrow(`The saved state cannot be read: ${why}`)
})

it('reads a state in which a field of a newer version of the package is missing', () => {
  const { waiting, ...state } = createEmulator().save().state
  expect(waiting).toEqual([])
  expect(createEmulator({ saved: parseSaved(saved({ state })) }).state.waiting.size).toBe(0)
})

import { expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'

it('faults.clear() switches off the faults of calls and of deliveries', () => {
  const { faults } = createEmulator()
  const call = faults.calls.next('redirect', { times: Infinity })
  const delivery = faults.deliveries.next('lost', { times: Infinity })
  faults.clear()
  expect([call.left, delivery.left]).toEqual([0, 0])
  expect([...faults.calls.active, ...faults.deliveries.active]).toEqual([])
})

it('faults of each target are numbered from 1', () => {
  const { faults } = createEmulator()
  faults.calls.next('redirect')
  faults.calls.mix({ probability: 1 })
  faults.deliveries.next('lost')
  expect(faults.calls.active.map(({ number }) => number)).toEqual([1, 2])
  expect(faults.deliveries.active.map(({ number }) => number)).toEqual([1])
})

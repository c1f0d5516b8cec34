import { expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'

it('switches the faults of calls and of deliveries off together', () => {
  const { faults } = createEmulator()
  const call = faults.calls.next('redirect', { times: Infinity })
  const delivery = faults.deliveries.next('lost', { times: Infinity })
  faults.clear()
  expect([call.left, delivery.left]).toEqual([0, 0])
  expect([...faults.calls.active, ...faults.deliveries.active]).toEqual([])
})

it('numbers the faults of each target from 1', () => {
  const { faults } = createEmulator()
  faults.calls.next('redirect')
  faults.calls.mix({ probability: 1 })
  faults.deliveries.next('lost')
  expect(faults.calls.active.map(({ number }) => number)).toEqual([1, 2])
  expect(faults.deliveries.active.map(({ number }) => number)).toEqual([1])
})

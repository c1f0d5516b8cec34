import { describe, expect, it } from 'vitest'
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

describe('a fault that does not exist is rejected when it is switched on', () => {
  it.each([
    ['next', ['respone lost'], 'faults.calls.next: kind: '],
    ['next', ['redirect', { route: 'mesages.send' }], 'faults.calls.next: route: '],
    ['next', ['redirect', { time: 2 }], 'faults.calls.next: time: there is no such field; there are kind, route, '],
    ['next', ['redirect', { times: 0 }], 'faults.calls.next: times: '],
    ['next', ['redirect', { times: 'x' }], 'faults.calls.next: times: '],
    ['respondWith', ['NOPE'], 'faults.calls.respondWith: code: '],
    ['respondWith', ['SPAM', { efect: 'accepted' }], 'faults.calls.respondWith: efect: '],
    ['mix', [{ probability: 2 }], 'faults.calls.mix: probability: '],
    ['mix', [{ probability: 1, kinds: ['redirct'] }], 'faults.calls.mix: kinds.0: '],
  ] as const)('faults.calls.%s(...%j)', (name, given, problem) => {
    const { calls } = createEmulator().faults
    expect(() => (calls[name] as (...input: unknown[]) => unknown)(...given)).toThrow(problem)
    expect(calls.active).toEqual([])
  })

  it.each([
    ['next', ['repeted'], 'faults.deliveries.next: kind: '],
    ['next', ['lost', { about: ['messages', 'status'] }], 'faults.deliveries.next: about'],
    ['next', ['broken', { form: 'not jsn' }], 'faults.deliveries.next: form: '],
    ['mix', [{ probability: 1, kinds: [{ kind: 'late', mss: 5 }] }], 'faults.deliveries.mix: kinds.0'],
  ] as const)('faults.deliveries.%s(...%j)', (name, given, problem) => {
    const { deliveries } = createEmulator().faults
    expect(() => (deliveries[name] as (...input: unknown[]) => unknown)(...given)).toThrow(problem)
    expect(deliveries.active).toEqual([])
  })

  it('and one that exists is not: several routes, settings in a mix, an endless fault', () => {
    const { calls, deliveries } = createEmulator().faults
    calls.next('redirect', { times: Infinity, after: 0, route: undefined })
    calls.mix({
      probability: 0,
      route: ['messages.send', 'channels.list'],
      kinds: [{ kind: 'slow body', ms: 5 }, 'redirect'],
    })
    deliveries.next('late', { about: ['messages', 'statuses'], ms: 10 * 86_400_000 })
    expect([...calls.active, ...deliveries.active]).toHaveLength(3)
  })
})

import { expect, it } from 'vitest'
import type { Change } from './changes.ts'
import { channelIds } from './entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'

it('watchChanges reports changes in order, and each request twice, until the listener is removed', async () => {
  const emulator = createEmulator()
  const heard: Change[] = []
  const stop = emulator.watchChanges((change) => heard.push(change))
  const { simulate } = emulator
  const { messageId } = simulate.customer.send()
  simulate.customer.edit(messageId, 'Hi')
  simulate.customer.delete(messageId)
  simulate.channel.setState(channelIds.vk, 'blocked')
  await ask(emulator, 'GET', '/v3/channels')
  emulator.clock.advance(1)
  emulator.faults.calls.next('redirect').clear()
  emulator.reset()
  await Promise.resolve()
  stop()
  simulate.customer.send()
  await Promise.resolve()
  const told = heard.map((change) => ('happened' in change ? `${change.about} ${change.happened}` : change.about))
  expect(told).toEqual([
    'message written',
    'message edited',
    'message deleted',
    'channel',
    'request',
    'request',
    'clock',
    'faults',
    'faults',
    ...told.slice(9, -1),
    'reset',
  ])
})

it.each(['watchChanges', 'watch', 'watchDeliveries'] as const)(
  '%s keeps an error that a listener throws away from the call',
  async (watch) => {
    const { emulator } = await createSubscribedAccount()
    const thrown: unknown[] = []
    const keep = (error: unknown): void => void thrown.push(error)
    process.on('uncaughtException', keep)
    const stop = emulator[watch](() => {
      throw new Error('of the listener')
    })
    emulator.simulate.customer.send()
    expect(await ask(emulator, 'GET', '/v3/channels')).toMatchObject({ status: 200 })
    await emulator.settled()
    await expect.poll(() => thrown.length).toBeGreaterThan(0)
    stop()
    process.off('uncaughtException', keep)
  },
)

import { buildEvent } from '@wazzup-kit/core/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { createStage, message, onTelegram } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)

const routes = [message, onTelegram] as const

async function keysOf({ store }: ReturnType<typeof stage.start>, prefix: string): Promise<string[]> {
  return (await store.driver.listRecords('main', { prefix, limit: 100 })).map(({ key }) => key)
}

test('forget deletes an entry by the chat of any route, with all that is known of its messages', async () => {
  for (const chat of routes) {
    const started = stage.start()
    const { emulator, outbox, store } = started
    outbox.start()
    await outbox.send({ routes }, { id: 'one' })
    const first = await outbox.track('one', { until: ['accepted'] })
    const failure = { messageId: first.messageId!, status: 'error', error: { error: 'BAD_CONTACT' } } as const
    await outbox.link.observe(buildEvent('status', failure), emulator.clock.now())
    await vi.waitFor(async () => expect(await outbox.get('one')).toMatchObject({ state: 'accepted', route: 1 }))
    const second = await outbox.get('one')
    const status = buildEvent('status', { messageId: second!.messageId!, status: 'read' })
    await outbox.link.observe(status, emulator.clock.now())
    expect(await keysOf(started, 'sent/')).toHaveLength(2)
    expect(await keysOf(started, 'status/')).toHaveLength(2)
    await outbox.stop()
    await store.forget(chat)
    expect(await outbox.get('one')).toBe(undefined)
    expect(await keysOf(started, 'sent/')).toEqual([])
    expect(await keysOf(started, 'status/')).toEqual([])
  }
})

test('forget deletes the entries of a page in one step, and again when one of them has changed', async () => {
  const { outbox, store } = stage.start()
  for (const id of ['one', 'two', 'three']) await outbox.send({ routes }, { id, notBefore: 4_000_000_000_000 })
  const { commit } = store.driver
  const commits = vi.spyOn(store.driver, 'commit').mockImplementationOnce(async (account, step) => {
    await outbox.cancel('two')
    return commit(account, step)
  })
  await store.forget(onTelegram)
  expect(commits.mock.calls.filter(([, { write }]) => write?.length === 3)).toHaveLength(2)
  for (const id of ['one', 'two', 'three']) expect(await outbox.get(id)).toBe(undefined)
})

test('a message whose chat was forgotten can be stored again under its id, and leaves', async () => {
  const { emulator, outbox, store } = stage.start()
  const later = { ...message, text: 'Tomorrow' }
  const send = () => outbox.send(later, { id: 'one', notBefore: emulator.clock.now() + 60_000 })
  await send()
  await store.forget(message)
  expect((await store.stats()).waiting).toEqual({})
  outbox.start()
  for (const count of [1, 2]) {
    await send()
    emulator.clock.advance(60_000)
    await vi.waitFor(() => expect(emulator.ledger).toHaveLength(count))
    await outbox.track('one', { until: ['accepted'] })
    await store.forget(message)
  }
})

import { createWazzup, splitBatches } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'

const contacts = Array.from({ length: 250 }, (_, index) => ({
  id: `contact-${String(index).padStart(3, '0')}`,
  responsibleUserId: '1',
  name: `Contact ${index}`,
  contactData: [{ chatType: 'whatsapp', chatId: `7901${String(index).padStart(7, '0')}` }],
}))

/** Creates an account with these contacts and the emulator's default ones. */
async function accountWith() {
  const emulator = createEmulator()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  await splitBatches(contacts, (batch) => wazzup.contacts.save({ contacts: batch }))
  const { count } = await wazzup.contacts.list()
  return { wazzup, count: count! }
}

describe('deleting all contacts', () => {
  test('leaves none if the ids are collected first', async () => {
    const { wazzup, count } = await accountWith()
    const ids: string[] = []
    for await (const { id } of wazzup.contacts.list()) ids.push(id)
    expect(ids).toHaveLength(count)
    const report = await splitBatches(ids, (batch) => wazzup.contacts.deleteMany({ ids: batch }))
    expect(report.failed).toEqual([])
    expect(await wazzup.contacts.list()).toMatchObject({ count: 0, data: [] })
  })

  test('leaves some if contacts are deleted during the iteration, as documented', async () => {
    const { wazzup } = await accountWith()
    for await (const { id } of wazzup.contacts.list()) await wazzup.contacts.delete({ id })
    expect((await wazzup.contacts.list()).count).toBeGreaterThan(0)
  })
})

test('subscription.ensure can send both names of the template flag', async () => {
  const emulator = createEmulator({ webhookFetch: async () => new Response() })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const report = await wazzup.subscription.ensure({ url: 'https://example.com/hook', templateFlag: 'both' })
  expect(report).toMatchObject({ outcome: 'subscribed', missing: [] })
  expect(emulator.state.subscriptions.api.subscriptions).toMatchObject({ templateStatus: true })
})

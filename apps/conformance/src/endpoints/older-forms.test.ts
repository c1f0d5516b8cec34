import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'

// Two forms of one answer, as two pages of Wazzup, or a page and a live account, have them: the client reads both alike.

const users = Array.from({ length: 130 }, (_, index) => ({
  id: `id-${index}`,
  name: `User ${String(index).padStart(3)}`,
}))

describe.each(['newest', 'older'] as const)('users, as the %s page lists them', (usersPage) => {
  // https://wazzup24.com/help/api-en/working-with-the-user-entity/
  test('all come, once each', async () => {
    const emulator = createEmulator({ users, usersPage })
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    const read: string[] = []
    for await (const { id } of wazzup.users.list()) read.push(id)
    expect(read).toEqual(users.map(({ id }) => id))
    expect(emulator.requests).toHaveLength(usersPage === 'older' ? 2 : 1)
  })
})

describe.each(['live', 'printed'] as const)('a subscription in its %s form', (subscriptionForm) => {
  // https://wazzup24.com/help/api-en/webhooks/
  test('reads back as it was set', async () => {
    const emulator = createEmulator({ subscriptionForm, webhookFetch: async () => new Response() })
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    const flags = { messagesAndStatuses: true, contactsAndDealsCreation: false, channelsUpdates: false }
    for (const templateStatus of [true, false]) {
      const given = { webhooksUri: 'https://example.com/', subscriptions: { ...flags, templateStatus } }
      await wazzup.subscription.set(given)
      expect(await wazzup.subscription.get()).toEqual(given)
    }
  })
})

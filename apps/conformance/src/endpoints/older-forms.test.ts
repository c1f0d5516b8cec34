import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'

// Wazzup has two forms of these responses: two pages of the documentation, or a page and the service, differ.

const users = Array.from({ length: 130 }, (_, index) => ({
  id: `id-${index}`,
  name: `User ${String(index).padStart(3)}`,
}))

describe.each(['newest', 'older'] as const)('users.list, with the response of the %s documentation', (usersPage) => {
  // https://wazzup24.com/help/api-en/working-with-the-user-entity/
  test('iterates over every user once', async () => {
    const emulator = createEmulator({ users, usersPage })
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    const read: string[] = []
    for await (const { id } of wazzup.users.list()) read.push(id)
    expect(read).toEqual(users.map(({ id }) => id))
    expect(emulator.requests).toHaveLength(usersPage === 'older' ? 2 : 1)
  })
})

describe.each(['live', 'printed'] as const)(
  'subscription.get, with the response in its %s form',
  (subscriptionForm) => {
    // https://wazzup24.com/help/api-en/webhooks/
    test('returns the subscription that was set', async () => {
      const emulator = createEmulator({ subscriptionForm, webhookFetch: async () => new Response() })
      const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
      const flags = { messagesAndStatuses: true, contactsAndDealsCreation: false, channelsUpdates: false }
      for (const templateStatus of [true, false]) {
        const given = { webhooksUri: 'https://example.com/', subscriptions: { ...flags, templateStatus } }
        await wazzup.subscription.set(given)
        expect(await wazzup.subscription.get()).toEqual(given)
      }
    })
  },
)

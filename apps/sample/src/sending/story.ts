import { createWazzup } from '@wazzup-kit/core'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { createTranscript } from './transcript.ts'

/** Sends messages to the emulator over real HTTP, with rejections and a lost response. Resolves with the problems found. */
export async function playStory(): Promise<string[]> {
  const emulator = createEmulator()
  const server = await emulator.listen()
  const { hooks, step, say } = createTranscript()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, baseUrl: server.url, hooks })

  const channelId = channelIds.whatsapp
  const chat = { channelId, chatType: 'whatsapp', chatId: '79011112233' } as const
  const manyUsers = Array.from({ length: 101 }, (_, index) => ({ id: `user-${index}`, name: `User ${index}` }))
  const longText = 'x'.repeat(10_001)

  try {
    say(`The emulator runs at ${server.url}. The client calls it over HTTP, like the real service.`)

    await step('Which channels are there?', () => wazzup.channels.list())

    const sent = await step('Send a text', () => wazzup.messages.send({ ...chat, text: 'Your order 42 is ready.' }))

    await step('Send a file', () => wazzup.messages.send({ ...chat, contentUri: 'https://example.com/receipt-42.pdf' }))

    const messageId = sent?.messageId ?? ''
    await step('Quote the first message', () =>
      wazzup.messages.send({ ...chat, text: 'We are open until 8.', refMessageId: messageId }),
    )

    await step('Edit it', () => wazzup.messages.edit({ messageId, text: 'Your order 42 is ready at desk 3.' }))

    await step('Delete it', () => wazzup.messages.delete({ messageId }))

    await step('Send with your own id', () =>
      wazzup.messages.send({ ...chat, text: 'Thank you!', crmMessageId: 'thanks-42' }),
    )

    await step('Send with the same id again, as after a crash: one id is one message', () =>
      wazzup.messages.send({ ...chat, text: 'Thank you!', crmMessageId: 'thanks-42' }),
    )

    await step('Send to VK through a WhatsApp channel', () =>
      wazzup.messages.send({ channelId, chatType: 'vk', chatId: '12345', text: 'Hello' }),
    )

    await step('Exceed a limit: 10,001 characters', () => wazzup.messages.send({ ...chat, text: longText }))

    await step('Exceed a limit: 101 users in one call are rejected before sending', () =>
      wazzup.users.save({ users: manyUsers }),
    )

    say('Next, the response to a send is lost after Wazzup accepted the message.')
    emulator.faults.calls.next('response lost', { route: 'messages.send' })
    await step('Send, and get no response', () =>
      wazzup.messages.send({ ...chat, text: 'Your courier is at the door.' }),
    )

    say('The messages that Wazzup accepted:')
    for (const { text, contentUri, state } of emulator.ledger)
      console.log(`    ${state.padEnd(8)}  ${text ?? contentUri}`)

    const couriers = emulator.ledger.filter(({ text }) => text === 'Your courier is at the door.').length
    const problems = [
      couriers === 1 ? '' : `the message with the lost response was sent ${couriers} times`,
      emulator.ledger.length === 5 ? '' : `the ledger holds ${emulator.ledger.length} messages instead of 5`,
    ].filter(Boolean)
    say(problems.length === 0 ? 'No message was sent twice, and none was lost.' : problems.join('\n'))
    return problems
  } finally {
    await server.close()
  }
}

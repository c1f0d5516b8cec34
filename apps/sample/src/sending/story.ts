import { createWazzup } from '@wazzup-kit/core'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { createTranscript } from './transcript.ts'

/** Plays a day of an integration against a Wazzup on this machine, over real HTTP. Resolves to what went wrong, if anything. */
export async function playStory(): Promise<string[]> {
  const emulator = createEmulator()
  const server = await emulator.listen()
  const { hooks, step, say } = createTranscript()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, baseUrl: server.url, hooks })

  const channelId = channelIds.whatsapp
  const chat = { channelId, chatType: 'whatsapp', chatId: '79011112233' } as const
  const manyUsers = Array.from({ length: 101 }, (_, index) => ({ id: `user-${index}`, name: 'Somebody' }))
  const longText = 'x'.repeat(10_001)

  try {
    say(`A Wazzup is running at ${server.url}. The client talks to it over HTTP, as it would to the real one.`)

    await step('Which channels are there?', () => wazzup.channels.list())

    const sent = await step('Send a text', () => wazzup.messages.send({ ...chat, text: 'Your order 42 is ready.' }))

    await step('Send a file', () => wazzup.messages.send({ ...chat, contentUri: 'https://example.com/receipt-42.pdf' }))

    const messageId = sent?.messageId ?? ''
    await step('Quote the first message', () =>
      wazzup.messages.send({ ...chat, text: 'We are open until 8.', refMessageId: messageId }),
    )

    await step('Edit it', () => wazzup.messages.edit({ messageId, text: 'Your order 42 is ready at desk 3.' }))

    await step('Delete it', () => wazzup.messages.delete({ messageId }))

    await step('Send under an id of your own', () =>
      wazzup.messages.send({ ...chat, text: 'Thank you!', crmMessageId: 'thanks-42' }),
    )

    await step('Send under the same id again, as after a crash: an id names one message', () =>
      wazzup.messages.send({ ...chat, text: 'Thank you!', crmMessageId: 'thanks-42' }),
    )

    await step('Write to VK through a WhatsApp channel', () =>
      wazzup.messages.send({ channelId, chatType: 'vk', chatId: '12345', text: 'Hello' }),
    )

    await step('Exceed a limit: 10,001 characters', () => wazzup.messages.send({ ...chat, text: longText }))

    await step('Exceed a limit: 101 employees in one call never leave this machine', () =>
      wazzup.users.save({ users: manyUsers }),
    )

    say('Now the answer to a send gets lost on its way, after Wazzup took the message.')
    emulator.faults.next('answer lost', { route: 'messages.send' })
    await step('Send, and hear nothing', () => wazzup.messages.send({ ...chat, text: 'Your courier is at the door.' }))

    say('What Wazzup really has, by its own ledger:')
    for (const { text, contentUri, state } of emulator.ledger)
      console.log(`    ${state.padEnd(8)}  ${text ?? contentUri}`)

    const couriers = emulator.ledger.filter(({ text }) => text === 'Your courier is at the door.').length
    const problems = [
      couriers === 1 ? '' : `the message with the lost answer was sent ${couriers} times`,
      emulator.ledger.length === 5 ? '' : `the ledger holds ${emulator.ledger.length} messages instead of 5`,
    ].filter(Boolean)
    say(
      problems.length === 0
        ? 'One courier at the door. No message was sent twice, none was lost.'
        : problems.join('\n'),
    )
    return problems
  } finally {
    await server.close()
  }
}

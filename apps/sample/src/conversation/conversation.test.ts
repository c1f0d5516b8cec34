import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stripVTControlCharacters } from 'node:util'
import { createWazzup, createWebhooks, toChat, type Webhooks, type Wazzup } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import { describe, expect, test } from 'vitest'
import type { StartHost } from '../hosts/host.ts'
import { hosts } from '../hosts/hosts.ts'
import { createChatView } from './chat-view.ts'
import { playConversation } from './play.ts'

/** Plays the conversation on a host. Resolves with the printed lines, without port numbers and notes, and the wrong findings. */
async function play(startHost: StartHost) {
  const printed: string[] = []
  const view = createChatView((line) => printed.push(stripVTControlCharacters(line).replace(/:\d{4,5}\b/, ':port')))
  const findings = await playConversation(startHost, { ...view, note: async () => {} })
  return { printed, wrong: findings.flatMap(({ verdict, text }) => (verdict === 'wrong' ? [text] : [])) }
}

/** The expected messages with their authors and statuses, the reports, and no requests. */
const turns = [
  'Dora',
  'Hello!',
  'the bot, by the API ✓✓ read',
  'Hello! Send me the number of your order, such as 1001.',
  'For its invoice, write "invoice 1001".',
  'Dora',
  'Sure',
  'Dora',
  'It is 1001',
  'Dora',
  'and 4242',
  'the bot, by the API ✓✓ read',
  'Order 1001: with the courier, at your door before 14:00.',
  'There is no order 4242. Please check the number.',
  'Dora',
  'Oh, I meant 1002',
  'the bot, by the API ✓✓ read',
  'Order 1002: packed, it leaves us tomorrow.',
  'Dora',
  'The invoice of 1003, please',
  'the bot, by the API ✓✓ read',
  '[invoice-1003.pdf]',
  'the bot, by the API ✓✓ read',
  'The invoice of order 1003',
  'Dora',
  'And the invoice of 1002?',
  'the bot, by the API ✗ failed',
  '[invoice-1002.pdf]',
  '! on duty:  A message did not arrive. The file is too large. Send a smaller',
  'file, or a link to it in `text`; `fileLimits` has the sizes.',
  'Olga, operator in Wazzup ✓✓ read',
  'Dora, this is Olga. I will send it to you.',
  'Dora',
  'Thank you, Olga! Is 1002 paid?',
  'Olga, operator in the CRM ✗ failed',
  '[scan-of-1002.pdf]',
  '! on duty:  A message did not arrive. The file is too large. Send a smaller',
  'file, or a link to it in `text`; `fileLimits` has the sizes.',
  'Dora',
  'So where is 1003?',
  'the bot, by the API ✓✓ read',
  'Order 1003: delivered on Monday.',
  'the shop:   Order 1004 is ready.',
  'the bot, in Telegram ✓✓ read',
  'Your order 1004 is ready.',
  'the shop:   Order 1004 is ready.',
  'the shop:   Order 1005 is ready.',
  '! on duty:  Check the message ready/1005: rejected (BAD_CONTACT).',
  '! on duty:  New contact whatsapp-79000000301: Dora.',
  '! on duty:  Channel c0000000-0000-4000-8000-000000000001 cannot send: qr.',
  '! on duty:  Channel c0000000-0000-4000-8000-000000000001 works again.',
]

function turnsIn(printed: readonly string[]): string[] {
  const rest = printed.map((line) => line.replaceAll(/^ *▌ | ▐$| \d\d:\d\d(?=$| [✓✗])/g, '').trim())
  const from = rest.findIndex((line) => line.startsWith('──'))
  const to = rest.findIndex((line) => line.includes('What Wazzup accepted'))
  return rest.slice(from, to).filter((line) => line !== '' && !/^(──|→)/.test(line))
}

describe.each(Object.entries(hosts))('on %s', (_, startHost) => {
  test('plays every scene with the expected replies and no wrong findings', async () => {
    const { printed, wrong } = await play(startHost)
    expect(wrong).toEqual([])
    expect(turnsIn(printed)).toEqual(turns)
    expect(printed).toContain('  ✓ The bot had to send 8 messages. The ledger has 8.')
    expect(printed.filter((line) => line.includes('message again'))).toHaveLength(1)
    expect(printed.join('\n')).not.toMatch(/a-long-random-text|emulator-api-key/)
  })
})

/** Returns a host that runs a bot with the handlers of a test on plain `node:http`. */
function hostOf(teach: (webhooks: Webhooks<Wazzup>) => unknown): StartHost {
  return async ({ apiKey, baseUrl, secret }) => {
    const webhooks = createWebhooks({ secret, wazzup: createWazzup({ apiKey, baseUrl }), onError: () => {} })
    teach(webhooks)
    const server = createServer(handler(webhooks))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return {
      url: `http://127.0.0.1:${port}/wazzup?key=${secret}`,
      store: 'none',
      tellReady: async () => {},
      settled: async () => ({ left: 0 }),
      async close() {
        server.closeAllConnections()
        server.close()
      },
    }
  }
}

describe('the final check of a conversation', () => {
  test('reports a bot that does nothing', async () => {
    const { wrong } = await play(hostOf(() => {}))
    expect(wrong).toEqual([
      'The ledger has 0 messages under 0 ids instead of 8.',
      'Messages are missing after: "Hello!", "Sure It is 1001 and 4242", "Oh, I meant 1002", "The invoice of 1003, please", "And the invoice of 1002?", "So where is 1003?", "order 1004 is ready".',
      'Missing or needless reports after: "And the invoice of 1002?", "a message of an operator", "order 1005 is ready", "the question for a contact", "the state qr", "the state active".',
      '1 of 18 deliveries did not get 200.',
      'Wazzup has 0 contacts.',
    ])
  })

  test('reports a bot that answers each message at once, repeated ones and those to an operator too', async () => {
    const { wrong } = await play(
      hostOf((webhooks) =>
        webhooks.on('message', (message, { wazzup }) => wazzup.messages.send({ ...toChat(message), text: 'Yes.' })),
      ),
    )
    expect(wrong).toContain(
      'Too many messages after: "Sure It is 1001 and 4242", "Oh, I meant 1002", "Thank you, Olga! Is 1002 paid?".',
    )
  })

  test('reports a bot that sends a caption without its file', async () => {
    const { wrong } = await play(
      hostOf((webhooks) =>
        webhooks.on('message', async (message, { wazzup }) => {
          if (!message.text?.includes('invoice')) return
          await wazzup.messages.send({ ...toChat(message), contentUri: 'https://shop.example/invoice.pdf' })
          await wazzup.messages.send({ ...toChat(message), text: 'The invoice' })
        }),
      ),
    )
    expect(wrong).toContain('Too many messages after: "And the invoice of 1002?".')
  })

  test('reports a bot whose handler throws', async () => {
    const { wrong } = await play(
      hostOf((webhooks) =>
        webhooks.on('status', () => {
          throw new Error('thrown on purpose')
        }),
      ),
    )
    expect(wrong).toContain('4 of 18 deliveries did not get 200.')
  })
})

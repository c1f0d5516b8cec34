import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stripVTControlCharacters } from 'node:util'
import { createWazzup, createWebhooks, type Webhooks, type Wazzup } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import { describe, expect, test } from 'vitest'
import type { StartHost } from '../host.ts'
import { hosts } from '../hosts.ts'
import { createChatView } from './chat-view.ts'
import { playConversation } from './play.ts'

/** Plays the conversation on a host. Resolves with the printed lines, without port numbers, and the wrong findings. */
async function play(startHost: StartHost) {
  const printed: string[] = []
  const view = createChatView((line) => printed.push(stripVTControlCharacters(line).replace(/:\d{4,5}\b/, ':port')))
  const findings = await playConversation(startHost, view)
  return { printed, wrong: findings.flatMap(({ verdict, text }) => (verdict === 'wrong' ? [text] : [])) }
}

/** The expected messages with their authors and statuses, the reports to the operators on duty, and no requests. */
const turns = [
  'Dora',
  'Hello!',
  'the bot, by the API ✓✓ read',
  'Hello! Send me the number of your order and I will tell',
  'you where it is.',
  'Dora',
  'It is 1001',
  'the bot, by the API ✓✓ read',
  'Order 1001: with the courier, at your door before 14:00.',
  'Dora',
  'And 4242?',
  'the bot, by the API ✓✓ read',
  'There is no order 4242. Please check the number.',
  'Dora',
  'Oh, I meant 1002',
  'the bot, by the API ✓✓ read',
  'Order 1002: packed, it leaves us tomorrow.',
  'Olga, operator in Wazzup ✓✓ read',
  'Dora, this is Olga. I will see that it leaves today.',
  'Dora',
  'Thank you, Olga! Is 1003 paid?',
  'Olga, operator in the CRM ✗ failed',
  '[invoice-1003.pdf]',
  '! on duty:  A message did not arrive. The file is too large. Send a smaller',
  'file, or a link to it in `text`; `fileLimits` has the sizes.',
  'Dora',
  'So where is 1003?',
  'the bot, by the API ✓✓ read',
  'Order 1003: delivered on Monday.',
  '! on duty:  New contact contact-1: Dora.',
  'Wazzup got from the CRM: contact-1.',
  '! on duty:  Channel c0000000-0000-4000-8000-000000000001 cannot send: qr.',
  '! on duty:  Channel c0000000-0000-4000-8000-000000000001 works again.',
]

function turnsIn(printed: readonly string[]): string[] {
  const rest = printed.map((line) => line.replaceAll(/^ *▌ | ▐$| \d\d:\d\d(?=$| [✓✗])/g, '').trim())
  const from = rest.findIndex((line) => line.startsWith('──'))
  const to = rest.findIndex((line) => line.includes('What Wazzup accepted'))
  return rest.slice(from, to).filter((line) => line !== '' && !/^(──|→|One reply|The echo names)/.test(line))
}

describe.each(Object.entries(hosts))('on %s', (_, startHost) => {
  test('plays every scene with the expected replies and no wrong findings', async () => {
    const { printed, wrong } = await play(startHost)
    expect(wrong).toEqual([])
    expect(turnsIn(printed)).toEqual(turns)
    expect(printed).toContain('  ✓ 6 messages of the customer needed 5 replies. The ledger has 5.')
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
      async close() {
        server.closeAllConnections()
        server.close()
      },
    }
  }
}

describe('the final check of a conversation', () => {
  test('reports a bot that sends nothing', async () => {
    const { wrong } = await play(hostOf(() => {}))
    expect(wrong).toEqual([
      'The ledger has 0 messages under 0 ids instead of 5.',
      'No reply to: "Hello!", "It is 1001", "And 4242?", "Oh, I meant 1002", "So where is 1003?".',
      '1 of 15 deliveries did not get 200.',
      'Wazzup has 0 contacts.',
    ])
  })

  test('reports a bot that replies to repeated deliveries and while an operator is in the chat', async () => {
    const { wrong } = await play(
      hostOf((webhooks) =>
        webhooks.on('message', ({ channelId, chatType, chatId }, { wazzup }) =>
          wazzup.messages.send({ channelId, chatType, chatId, text: 'Yes.' }),
        ),
      ),
    )
    expect(wrong).toContain('The ledger has 7 messages under 7 ids instead of 5.')
    expect(wrong).toContain('Too many replies to: "Oh, I meant 1002", "Thank you, Olga! Is 1003 paid?".')
  })

  test('reports a bot whose handler throws', async () => {
    const { wrong } = await play(
      hostOf((webhooks) =>
        webhooks.on('status', () => {
          throw new Error('thrown on purpose')
        }),
      ),
    )
    expect(wrong).toContain('4 of 15 deliveries did not get 200.')
  })
})

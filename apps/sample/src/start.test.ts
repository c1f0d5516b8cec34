import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'

const run = promisify(execFile)
const script = fileURLToPath(new URL('start.ts', import.meta.url))
const ownEnvironment = { ...process.env, NO_COLOR: '1', WAZZUP_API_KEY: '', WAZZUP_BASE_URL: '', DATABASE_URL: '' }

/** Runs the sample with these environment variables and arguments. Resolves with its output. */
async function start(environment: Record<string, string> = {}, ...words: string[]): Promise<string> {
  return (await run(process.execPath, [script, ...words], { env: { ...ownEnvironment, ...environment } })).stdout
}

test('plays a conversation on Nest by default', async () => {
  const transcript = await start()
  expect(transcript).toContain('The sample bot on nest.')
  expect(transcript).toContain('✓ No message is missing.')
  expect(transcript).not.toMatch(/^ {2}✗/m)
  expect(transcript).toContain(`its store ${tmpdir()}`)
})

test.each(['express', 'worker'])('plays a conversation on %s', async (host) => {
  const transcript = await start({}, host)
  expect(transcript).toContain(`The sample bot on ${host}.`)
  expect(transcript).toContain('✓ No message is missing.')
})

test('kills the bot and starts it again with --crash', async () => {
  const transcript = await start({}, '--crash')
  expect(transcript).toContain('── the bot is killed (SIGKILL) while it answers ──')
  expect(transcript).toMatch(/^ {2}duplicates +0\n {2}lost +0$/m)
})

test.each(['koa', '-- koa'])('rejects an unknown name and prints the known ones: %s', async (words) => {
  await expect(start({}, ...words.split(' '))).rejects.toThrow(
    'There is no koa. Start one of: nest, express, worker, sending, page, two',
  )
})

/** A running `start page`, until SIGINT. */
interface RunningPage {
  url: string
  act(verb: string, input?: object): Promise<unknown>
  /** Types a line into the terminal. */
  type(line: string): void
  /** Returns the number of messages in the first chat. */
  countMessages(): Promise<number | undefined>
  /** Returns everything that was sent. */
  readLedger(): Promise<{ chatType: string; text?: string; contentUri?: string }[]>
}

/** Starts the page, uses it, and stops it with SIGINT. */
async function usePage(use: (page: RunningPage) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [script, 'page'], { env: ownEnvironment })
  try {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await expect.poll(() => said, { timeout: 20_000 }).toContain('in a browser')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0]
    await use({
      url,
      act: (verb, input = {}) =>
        fetch(`${url}/_emulator/do`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ verb, input }),
        }),
      type: (line) => void child.stdin.write(`${line}\n`),
      readLedger: async () =>
        (await (await fetch(`${url}/_emulator/ledger`)).json()) as { chatType: string; text?: string }[],
      async countMessages() {
        const { chats } = (await (await fetch(`${url}/_emulator/state`)).json()) as { chats: { count: number }[] }
        return chats[0]?.count
      },
    })
  } finally {
    child.kill('SIGINT')
  }
  expect(await once(child, 'exit')).toEqual([0, null])
}

test('serves the emulator page until SIGINT, with a bot that replies to messages from the page', () =>
  usePage(async ({ url, act, countMessages }) => {
    expect((await fetch(url)).status).toBe(200)
    await act('simulate.customer.send', { text: 'Hello!' })
    await expect.poll(countMessages, { timeout: 20_000 }).toBe(2)
  }))

test('the page shows an invoice with its caption, and an order that is ready in Telegram', () =>
  usePage(async ({ act, type, readLedger }) => {
    await act('simulate.customer.send', { text: 'invoice 1003' })
    const caption = expect.objectContaining({ chatType: 'whatsapp', text: 'The invoice of order 1003' })
    await expect
      .poll(readLedger, { timeout: 20_000 })
      .toEqual([
        expect.objectContaining({ chatType: 'whatsapp', contentUri: 'https://shop.example/invoice-1003.pdf' }),
        caption,
      ])
    type('1004')
    const ready = expect.objectContaining({ chatType: 'telegram', text: 'Your order 1004 is ready.' })
    await expect.poll(readLedger, { timeout: 20_000 }).toEqual([expect.anything(), caption, ready])
  }))

test('the bot of the page subscribes again after a reset that has removed its subscription', () =>
  usePage(async ({ url, act, countMessages }) => {
    await act('reset')
    async function readAddress(): Promise<string | null> {
      const { subscription } = (await (await fetch(`${url}/_emulator/state`)).json()) as {
        subscription: { webhooksUri: string | null }
      }
      return subscription.webhooksUri
    }
    await expect.poll(readAddress, { timeout: 20_000 }).toContain('/wazzup?key=[secret]')
    await act('simulate.customer.send', { text: 'Hello!' })
    await expect.poll(countMessages, { timeout: 20_000 }).toBe(2)
  }))

test('prints every step of sending, including rejections and a retry', async () => {
  const transcript = await start({}, 'sending')
  for (const line of [
    '→ GET /v3/channels',
    "wazzup.messages.send({ ...chat, text: 'Your order 42 is ready.' })",
    '← HTTP 201',
    '→ PATCH /v3/message/{messageId}',
    '→ DELETE /v3/message/{messageId}',
    'Wazzup already had the message with this id',
    '✗ rejected: messages.send: WRONG_TRANSPORT',
    '✗ rejected: messages.send: MESSAGE_TEXT_TOO_LONG',
    '✗ rejected: users.save: users must be at most 100 items',
    '(attempt 2)',
    'No message was sent twice, and none was lost.',
  ]) {
    expect(transcript).toContain(line)
  }
  const rejections = transcript.match(/HTTP 4\d\d[^\n]*\n {2}✗/g) ?? []
  expect(transcript.match(/already had the message/g)).toHaveLength(2)
  expect(transcript.match(/what it means/g)).toHaveLength(rejections.length)
  expect(transcript.match(/^Your courier|accepted {2}Your courier/gm)).toHaveLength(1)
})

describe('with an API key in the environment', () => {
  test('sends only GET requests without --send', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    const transcript = await start({ WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url })
    await server.close()
    expect(transcript).toContain('reading only')
    expect(emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET'])
    expect(transcript).not.toContain(emulator.keys.apiKey)
  })

  test('sends one message with --send', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    const [channel] = emulator.state.channels.keys()
    const environment = { WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url }
    await start(environment, '--send', '--channel', channel!, '--chat', '79011112233', '--text', 'Hi')
    await server.close()
    expect(emulator.ledger).toMatchObject([{ text: 'Hi', chatId: '79011112233' }])
  })
})

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'

const run = promisify(execFile)
const script = fileURLToPath(new URL('start.ts', import.meta.url))

/** What a person sees who starts the sample with this environment. */
async function start(environment: Record<string, string> = {}, ...words: string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1', WAZZUP_API_KEY: '', WAZZUP_BASE_URL: '', ...environment }
  return (await run(process.execPath, [script, ...words], { env })).stdout
}

test('without an account a conversation is played on Nest', async () => {
  const transcript = await start()
  expect(transcript).toContain('One bot, here on nest.')
  expect(transcript).toContain('✓ Nothing was lost.')
  expect(transcript).not.toMatch(/^ {2}✗/m)
})

test.each(['express', 'worker'])('and on %s', async (host) => {
  const transcript = await start({}, host)
  expect(transcript).toContain(`One bot, here on ${host}.`)
  expect(transcript).toContain('✓ Nothing was lost.')
})

test('what cannot be started says what can', async () => {
  await expect(start({}, 'koa')).rejects.toThrow('There is no koa. Start one of: nest, express, worker, sending, page')
})

test('beside its page the bot stays, and answers who writes there', async () => {
  const child = spawn(process.execPath, [script, 'page'], {
    env: { ...process.env, NO_COLOR: '1', WAZZUP_API_KEY: '' },
  })
  try {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await expect.poll(() => said, { timeout: 20_000 }).toContain('in a browser')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0]
    expect((await fetch(url)).status).toBe(200)
    const body = JSON.stringify({ verb: 'simulate.client.writes', input: { text: 'Hello!' } })
    await fetch(`${url}/_emulator/do`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const countMessages = async (): Promise<number | undefined> => {
      const { chats } = (await (await fetch(`${url}/_emulator/state`)).json()) as { chats: { count: number }[] }
      return chats[0]?.count
    }
    await expect.poll(countMessages, { timeout: 20_000 }).toBe(2)
  } finally {
    child.kill('SIGINT')
  }
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('the story of sending is told to its end', async () => {
  const transcript = await start({}, 'sending')
  for (const line of [
    '→ GET /v3/channels',
    "wazzup.messages.send({ ...chat, text: 'Your order 42 is ready.' })",
    '← HTTP 201',
    '→ PATCH /v3/message/{messageId}',
    '→ DELETE /v3/message/{messageId}',
    'Wazzup already had the message under this id',
    '✗ rejected: messages.send: WRONG_TRANSPORT',
    '✗ rejected: messages.send: MESSAGE_TEXT_TOO_LONG',
    '✗ rejected: users.save: users must be at most 100 items',
    '(attempt 2)',
    'One courier at the door. No message was sent twice, none was lost.',
  ]) {
    expect(transcript).toContain(line)
  }
  const refusals = transcript.match(/HTTP 4\d\d[^\n]*\n {2}✗/g) ?? []
  expect(transcript.match(/already had the message/g)).toHaveLength(2)
  expect(transcript.match(/what it means/g)).toHaveLength(refusals.length)
  expect(transcript.match(/^Your courier|accepted {2}Your courier/gm)).toHaveLength(1)
})

describe('with a key', () => {
  test('the account is only read', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    const transcript = await start({ WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url })
    await server.close()
    expect(transcript).toContain('reading only')
    expect(emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET'])
    expect(transcript).not.toContain(emulator.keys.apiKey)
  })

  test('one message is sent when told so', async () => {
    const emulator = createEmulator()
    const server = await emulator.listen()
    const [channel] = emulator.state.channels.keys()
    const environment = { WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url }
    await start(environment, '--send', '--channel', channel!, '--chat', '79011112233', '--text', 'Hi')
    await server.close()
    expect(emulator.ledger).toMatchObject([{ text: 'Hi', chatId: '79011112233' }])
  })
})

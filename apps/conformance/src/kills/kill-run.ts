import { createEmulator, channelIds, chatIds, type Emulator } from '@wazzup-kit/emulator'
import { createWazzup } from '@wazzup-kit/core'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BotOptions } from './killed-bot.ts'
import type { Kill } from './kill-points.ts'

const program = fileURLToPath(new URL('killed-bot.ts', import.meta.url))

/** What happened in a run of kills. */
export interface KillReport {
  /** Messages whose delivery was answered with 200. */
  promised: number
  /** Sends that the emulator accepted. */
  accepted: number
  kills: number
  /** Runs of handlers. */
  runs: number
  /** Events that ran in six processes that were killed, so they were dead until they were replayed. */
  replayed: number
  unknown: number
  violations: readonly string[]
}

/** Options of a run of kills. */
export interface KillRun {
  /** The kills, one process after the other. */
  kills: readonly Kill[]
  /** Messages that customers write while each process runs. */
  messagesPerProcess: number
  random: () => number
  /** Share of calls and deliveries that a fault strikes. */
  faults: number
  progress?(text: string): void
}

const customers = [
  { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: chatIds.whatsapp },
  { channelId: channelIds.viber, chatType: 'viber', chatId: chatIds.viber },
  { channelId: channelIds.telegram, chatType: 'telegram', chatId: chatIds.telegram },
] as const

/** Lets customers write to a bot that is killed again and again, and compares what it did with what Wazzup has. */
export async function runKills({ kills, messagesPerProcess, random, faults, progress }: KillRun): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-kills-'))
  const ledger = join(folder, 'ledger.txt')
  writeFileSync(ledger, '')
  const emulator = createEmulator()
  const { url, close } = await emulator.listen()
  const port = await findPort()
  const options = { database: join(folder, 'bot.db'), ledger, apiKey: emulator.keys.apiKey, baseUrl: url, port }
  let bot: ChildProcess | undefined
  try {
    bot = await startBot(options)
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    await wazzup.subscription.ensure({ url: `http://127.0.0.1:${port}/?key=secret` })
    bot.kill('SIGKILL')
    if (faults > 0) breakThings(emulator, faults)
    let written = 0
    for (const [index, kill] of kills.entries()) {
      bot = await startBot({ ...options, kill })
      const death = once(bot, 'exit')
      let isDead = false
      void death.then(() => (isDead = true))
      for (let count = 0; count < messagesPerProcess || !isDead; count++) {
        if (count >= messagesPerProcess * 5) bot.kill('SIGKILL')
        emulator.simulate.customer.send({ ...customers[written % customers.length]!, text: `m${written++}` })
        await pause(10 + random() * 40)
      }
      await death
      progress?.(`${index + 1} of ${kills.length} processes were killed`)
    }
    emulator.faults.calls.clear()
    emulator.faults.deliveries.clear()
    bot = await startBot({ ...options, replays: true })
    await waitUntilDone(port)
    bot.kill('SIGKILL')
    await once(bot, 'exit')
    return await judge(emulator, { ...options, kills: kills.length })
  } finally {
    bot?.kill('SIGKILL')
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function breakThings(emulator: Emulator, share: number): void {
  emulator.faults.calls.mix({
    probability: share,
    route: 'messages.send',
    seed: 1,
    kinds: [
      'response lost',
      'connection reset',
      'server error',
      'server error after acceptance',
      'truncated json',
      { kind: 'slow headers', ms: 300 },
      { kind: 'too many requests', retryAfter: 'seconds', ms: 1_000 },
    ],
  })
  emulator.faults.deliveries.mix({
    probability: share,
    seed: 2,
    kinds: ['repeated', 'reordered', { kind: 'late', ms: 500 }, 'early'],
  })
}

async function startBot(options: BotOptions): Promise<ChildProcess> {
  const bot = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await Promise.race([once(bot.stdout!, 'data'), once(bot, 'exit')])
  return bot
}

/** Waits until no event of the bot waits, not even a check of a send that may be unknown or silent. */
async function waitUntilDone(port: number): Promise<void> {
  const end = Date.now() + 120_000
  for (let quiet = 0; quiet < 5; await pause(500)) {
    if (Date.now() > end) throw new Error('the bot did not finish within two minutes')
    const response = await fetch(`http://127.0.0.1:${port}/`)
    const { waiting } = (await response.json()) as { waiting: Record<string, number> }
    quiet = Object.values(waiting).every((count) => count === 0) ? quiet + 1 : 0
  }
}

async function judge(
  emulator: Emulator,
  { database, ledger, kills }: { database: string; ledger: string; kills: number },
): Promise<KillReport> {
  const violations: string[] = []
  const lines = readFileSync(ledger, 'utf8').trim().split('\n')
  const ended = new Set(lines.filter((line) => line.startsWith('end ')).map((line) => line.split(' ')[1]!))
  const promised = promisedMessages(emulator)
  for (const { messageId, text } of promised) if (!ended.has(messageId)) violations.push(`${text} was not handled`)

  const replayed = new Set(lines.filter((line) => line.startsWith('replayed ')).map((line) => line.split(' ')[1]!))
  const answers = emulator.ledger.map(({ text }) => answerOf(text))
  const seen = new Set<string>()
  for (const answer of answers) {
    if (seen.has(answer)) violations.push(`the customer got two answers to ${answer}`)
    seen.add(answer)
  }
  // A replayed event goes to the end of its lane.
  const isReplayed = (text: string): boolean =>
    promised.some((message) => message.text === text && replayed.has(message.messageId))
  for (const { channelId } of customers) {
    const numbers = emulator.ledger
      .filter((entry) => entry.channelId === channelId && !isReplayed(answerOf(entry.text)))
      .map(({ text = '' }) => Number(/m(\d+)/.exec(text)?.[1]))
    const order = orderOf(emulator, channelId)
    const positions = numbers.map((number) => order.indexOf(`m${number}`))
    const isInOrder = positions.every((position, index) => index === 0 || position > positions[index - 1]!)
    if (!isInOrder) violations.push(`the answers of a chat are out of order: ${numbers.join(' ')}`)
  }

  const store = createSqliteStore({ path: database })
  const { driver } = store.forAccount('main')
  let unknown = 0
  for (const { value } of await driver.listRecords('main', { prefix: 'entry/', limit: 100_000 })) {
    const entry = value as Entry
    const wasAccepted = emulator.ledger.some(({ crmMessageId }) => crmMessageId === entry.routes[0]!.crmMessageId)
    const isKnown = entry.accepted !== null
    if (isKnown && !wasAccepted) violations.push(`${entry.id} counts as accepted, and was not`)
    if (!isKnown && entry.reported.unknown !== undefined) unknown++
    else if (!isKnown) violations.push(`${entry.id} has neither ended nor been reported`)
  }
  // An answer may be unknown, because its response was lost; then it was sent, or it is reported.
  const unanswered = [...new Set(promised.map(({ text }) => text))].filter((text) => !seen.has(text))
  if (unanswered.length > unknown) violations.push(`no answer was sent to ${unanswered.join(', ')}`)
  const dead = await driver.listEvents('main', { state: 'dead', limit: 100 })
  for (const { id, error } of dead) violations.push(`${id} is dead: ${error}`)
  await store.close()
  const runs = lines.filter((line) => line.startsWith('begin ')).length
  return {
    promised: new Set(promised.map(({ text }) => text)).size,
    accepted: emulator.ledger.length,
    kills,
    runs,
    unknown,
    replayed: replayed.size,
    violations,
  }
}

/** Returns the text of the message that an answer is about. */
function answerOf(text = ''): string {
  return /^answer to (m\d+) of run/.exec(text)?.[1] ?? text
}

interface Entry {
  id: string
  routes: readonly { crmMessageId: string }[]
  accepted: unknown
  reported: { unknown?: number }
}

interface PostedMessage {
  messageId: string
  text: string
  channelId: string
  isEcho?: boolean
}

/** Returns the messages whose delivery got 200. */
function promisedMessages({ deliveries }: Emulator): PostedMessage[] {
  return deliveries.filter(({ response }) => response?.status === 200).flatMap(({ body }) => incomingOf(body))
}

function incomingOf(body: unknown): PostedMessage[] {
  const { messages = [] } = body as { messages?: PostedMessage[] }
  return messages.filter(({ isEcho }) => !isEcho)
}

/** Returns the texts of a channel in the order in which they were first posted. */
function orderOf({ deliveries }: Emulator, channelId: string): string[] {
  const texts = deliveries.flatMap(({ body }) => incomingOf(body)).filter((message) => message.channelId === channelId)
  return [...new Set(texts.map(({ text }) => text))]
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds))
}

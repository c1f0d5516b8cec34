import { createWazzup } from '@wazzup-kit/core'
import { channelIds, chatIds, createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { startBotWorker, type BotWorker } from './bot-worker.ts'
import { findViolations, type StoredEntry } from './find-violations.ts'

// KILL_RUNS=<number> kills workerd a fifth as often, because each start of it takes a second.
const kills = Math.ceil(Number(process.env.KILL_RUNS ?? 15) / 5)

const customers = [
  { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: chatIds.whatsapp },
  { channelId: channelIds.viber, chatType: 'viber', chatId: chatIds.viber },
  { channelId: channelIds.telegram, chatType: 'telegram', chatId: chatIds.telegram },
] as const

/** Milliseconds for which each process lives. */
const life = { least: 300, most: 1_300 }

test(`workerd is killed ${kills} times while customers write: each message is handled and answered once, in order`, async () => {
  const emulator = createEmulator({ logLimit: 'off' })
  const server = await emulator.listen()
  const worker = await startBotWorker({ WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url })
  try {
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    await wazzup.subscription.ensure({ url: worker.urlOf('main') })
    breakThings(emulator)
    for (let kill = 0, written = 0; kill < kills; kill++) {
      if (kill > 0) await worker.start()
      for (const end = Date.now() + life.least + Math.random() * life.most; Date.now() < end;) {
        emulator.simulate.customer.send({ ...customers[written % customers.length]!, text: `m${written++}` })
        await pause(10 + Math.random() * 40)
      }
      await worker.kill()
    }
    emulator.faults.calls.clear()
    emulator.faults.deliveries.clear()
    await worker.start()
    await emulator.settled()
    const replayed = (await worker.ask('main', 'replayed')) as string[]
    await waitUntilDone(worker)
    const entries = (await worker.ask('main', 'entries')) as StoredEntry[]
    const { violations, ...figures } = findViolations({ emulator, told: worker.told, entries, replayed })
    console.log(`${kills} kills: ${JSON.stringify(figures)}`)
    expect(violations).toEqual([])
    expect(figures.handled).toBeGreaterThan(0)
    expect(await worker.ask('main', 'stats')).toMatchObject({ dead: 0 })
  } finally {
    await worker.close()
    await server.close()
  }
}, 3_600_000)

function breakThings(emulator: Emulator): void {
  emulator.faults.calls.mix({
    probability: 0.1,
    route: 'messages.send',
    seed: 1,
    kinds: ['response lost', 'connection reset', 'server error', 'server error after acceptance'],
  })
  emulator.faults.deliveries.mix({
    probability: 0.1,
    seed: 2,
    kinds: ['repeated', 'reordered', { kind: 'late', ms: 500 }, 'early'],
  })
}

/** Waits until no event waits, not even a check of a send that may be unknown or silent. */
async function waitUntilDone(worker: BotWorker): Promise<void> {
  const end = Date.now() + 120_000
  for (let quiet = 0; quiet < 3; await pause(300)) {
    if (Date.now() > end) throw new Error('the bot did not finish within two minutes')
    const { waiting } = (await worker.ask('main', 'stats')) as { waiting: Record<string, number> }
    quiet = Object.values(waiting).every((count) => count === 0) ? quiet + 1 : 0
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds))
}

import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, test } from 'vitest'
import { startBotWorker, type Told } from './bot-worker.ts'

const day = 86_400_000

/** Starts an emulator, and a Worker whose object `main` is subscribed to it. */
async function openStage(onEnd: (end: () => Promise<void>) => void) {
  const emulator = createEmulator()
  const server = await emulator.listen()
  onEnd(() => server.close())
  const worker = await startBotWorker({ WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url })
  onEnd(() => worker.close())
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  await wazzup.subscription.ensure({ url: worker.urlOf('main') })
  return {
    emulator,
    worker,
    write: (text: string, chatId = '79000000201') => void emulator.simulate.customer.send({ chatId, text }),
    /** Holds each handler when it begins, until `release`. */
    holdHandlers() {
      const held: Told[] = []
      let release = (): void => {}
      const released = new Promise<void>((resolve) => (release = resolve))
      worker.onTold = async (told) => {
        if (told.what !== 'begin') return
        held.push(told)
        await released
      }
      return { held, release }
    },
    /** Ends workerd as `kill -9` does, and starts it again. */
    async restart() {
      await worker.kill()
      worker.onTold = () => {}
      await worker.start()
    },
    sent: () => emulator.ledger.map(({ text }) => text),
    stats: () => worker.ask('main', 'stats'),
    alarm: () => worker.ask('main', 'alarm'),
  }
}

interface Entry {
  accepted: unknown
}

describe.concurrent('a bot in a Durable Object', () => {
  test('runs a handler again, and replies once, after workerd was killed in the middle of it', async ({
    expect,
    onTestFinished,
  }) => {
    const { emulator, write, holdHandlers, restart, sent } = await openStage(onTestFinished)
    const { held } = holdHandlers()
    write('Hello')
    await emulator.settled()
    expect(emulator.deliveries.map(({ response }) => response?.status)).toEqual([200])
    await expect.poll(() => held.length).toBe(1)
    await restart()
    // No request comes in: the alarm wakes the object.
    await expect.poll(sent).toEqual(['answer of main to Hello in run 2'])
  })

  test('sends once after workerd was killed while a request was on its way', async ({ expect, onTestFinished }) => {
    const { emulator, worker, write, restart, sent, stats } = await openStage(onTestFinished)
    emulator.faults.calls.next('slow headers', { route: 'messages.send', ms: 2_000 })
    write('Hello')
    await expect.poll(sent).toEqual(['answer of main to Hello in run 1'])
    await restart()
    await expect.poll(async () => ((await worker.ask('main', 'entries')) as Entry[])[0]?.accepted).toBeTruthy()
    await expect.poll(stats).toMatchObject({ waiting: {} })
    expect(sent()).toEqual(['answer of main to Hello in run 1'])
  })

  test('handles after a restart what was stored before, in the order of each chat', async ({
    expect,
    onTestFinished,
  }) => {
    const { emulator, write, holdHandlers, restart, sent } = await openStage(onTestFinished)
    const { held } = holdHandlers()
    const texts = ['1', '2', '3', '4']
    for (const text of texts) write(text)
    await emulator.settled()
    await expect.poll(() => held.length).toBe(1)
    await restart()
    await expect.poll(() => sent().length).toBe(4)
    expect(sent()).toEqual(texts.map((text) => `answer of main to ${text} in run ${text === '1' ? 2 : 1}`))
  })

  test('works on at most 20 chats at once, and on the next one as soon as a place is free', async ({
    expect,
    onTestFinished,
  }) => {
    const { emulator, write, holdHandlers, stats } = await openStage(onTestFinished)
    const { held, release } = holdHandlers()
    for (let number = 0; number < 25; number++) write(`${number}`, `7900000${1000 + number}`)
    await emulator.settled()
    await expect.poll(() => held.length).toBe(20)
    expect(await stats()).toMatchObject({ waiting: { in: 25 } })
    expect(held).toHaveLength(20)
    release()
    await expect.poll(() => emulator.ledger.length).toBe(25)
  })

  test('does not interrupt a handler that is longer than an alarm', async ({ expect, onTestFinished }) => {
    const { worker, write, holdHandlers, sent } = await openStage(onTestFinished)
    const { held, release } = holdHandlers()
    write('Hello')
    await expect.poll(() => worker.ask('main', 'alarms')).toBeGreaterThan(2)
    release()
    await expect.poll(sent).toEqual(['answer of main to Hello in run 1'])
    expect(held).toHaveLength(1)
  })

  test('runs a handler that has failed again, at its time', async ({ expect, onTestFinished }) => {
    const { worker, write, sent } = await openStage(onTestFinished)
    worker.onTold = ({ what, attempt }) => (what === 'begin' && attempt === 1 ? 'failed on demand' : undefined)
    write('Hello')
    await expect.poll(sent).toEqual(['answer of main to Hello in run 2'])
  })

  test('sends at its time a message that a Worker has sent by a method of the object, also after a restart', async ({
    expect,
    onTestFinished,
  }) => {
    const { worker, restart, sent, alarm } = await openStage(onTestFinished)
    await worker.ask('main', 'send later')
    expect(await alarm()).toBeGreaterThan(0)
    expect(sent()).toEqual([])
    await restart()
    await expect.poll(sent).toEqual(['later'])
  })

  test('fires a timer at its time, after a restart too, and a periodic handler again and again', async ({
    expect,
    onTestFinished,
  }) => {
    const { worker, restart } = await openStage(onTestFinished)
    const fired = () =>
      worker.told.filter(({ what }) => what === 'fire').map(({ messageId, text }) => [messageId, text])
    await worker.ask('timed', 'set a timer')
    expect(fired()).toEqual([])
    await restart()
    // No request comes in: the alarm wakes the object, and its timers begin to run.
    await expect.poll(fired).toContainEqual(['visit', 'of the visit'])
    await expect.poll(() => fired().filter(([what]) => what === 'period').length).toBeGreaterThan(1)
    expect(fired().filter(([what]) => what === 'visit')).toHaveLength(1)
  })

  test('sets an alarm only to delete what is over when nothing waits, and none when nothing is stored', async ({
    expect,
    onTestFinished,
  }) => {
    const { worker, write, alarm } = await openStage(onTestFinished)
    expect(await worker.ask('empty', 'alarm')).toBeNull()
    write('Hello')
    await expect.poll(alarm).toBeGreaterThan(0.9 * day)
    expect(await alarm()).toBeLessThanOrEqual(day)
  })

  test('sets a later alarm before Cloudflare gives up a failed one', async ({ expect, onTestFinished }) => {
    const { worker } = await openStage(onTestFinished)
    const [third, fourth] = (await worker.ask('empty', 'third retry')) as [unknown, number]
    expect(third).toBeNull()
    expect(fourth).toBeGreaterThan(30_000)
  })

  test('does not wake for events of a queue that the bot does not work on', async ({ expect, onTestFinished }) => {
    const { worker, write, alarm, stats } = await openStage(onTestFinished)
    write('Hello')
    await expect.poll(alarm).toBeGreaterThan(0.9 * day)
    await worker.ask('main', 'store for no worker')
    await expect.poll(alarm).toBeGreaterThan(0.9 * day)
    expect(await stats()).toMatchObject({ waiting: { 'queue-without-worker': 1 } })
  })

  test('keeps the accounts of two objects apart', async ({ expect, onTestFinished }) => {
    const { emulator, worker, write, holdHandlers, restart, sent } = await openStage(onTestFinished)
    const { held } = holdHandlers()
    write('Hello')
    await emulator.settled()
    const body = JSON.stringify(emulator.deliveries[0]!.body)
    const repeat = () => fetch(worker.urlOf('other'), { method: 'POST', body })
    expect([(await repeat()).status, (await repeat()).status]).toEqual([200, 200])
    await expect.poll(() => held.length).toBe(2)
    await restart()
    const answers = ['answer of main to Hello in run 2', 'answer of other to Hello in run 2']
    await expect.poll(() => sent().toSorted()).toEqual(answers)
  })

  test('knows the name of its account when it is reached without it', async ({ expect, onTestFinished }) => {
    const { worker, restart } = await openStage(onTestFinished)
    const id = await worker.ask('tenant', 'id')
    await restart()
    expect(await worker.ask(`id:${String(id)}`, 'account')).toBe('tenant')
  })

  test('rejects deliveries while the webhooks of the class do not have its store', async ({
    expect,
    onTestFinished,
  }) => {
    const { worker } = await openStage(onTestFinished)
    const response = await fetch(worker.urlOf('forgetful'), { method: 'POST', body: '{"test":true}' })
    expect(response.status).toBe(500)
    expect(await response.text()).toContain(
      'The webhooks of a BotObject need its store: createWebhooks({ secret, outbox',
    )
  })
})

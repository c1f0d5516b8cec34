import { setTimeout as pause } from 'node:timers/promises'
import { writeSync } from 'node:fs'
import { createWazzup } from '@wazzup-kit/core'
import { createOutbox, giveUp } from '@wazzup-kit/core/store'
import { createSqliteStore } from './index.ts'

/**
 * A bot that runs until it is killed: `node test-bot.ts <path>`. Wazzup accepts each of its sends. It prints what its
 * handlers get; the handler of `accepted` fails for good when it runs for the first time. It also writes all the time.
 */
const say = (line: string): void => void writeSync(1, `${line}\n`)
const store = createSqliteStore({ path: process.argv[2]! }).forAccount('main')
let sent = 0
const wazzup = createWazzup({
  apiKey: 'key',
  fetch: async () => Response.json({ messageId: `m${++sent}` }, { status: 201 }),
})
const outbox = createOutbox({
  wazzup,
  store,
  rateLimit: { perChannel: 'unlimited' },
  onError: (error) => say(`error ${String(error)}`),
})
const seen = new Set<string>()

outbox.on('accepted', ({ id }) => {
  if (!seen.has(id)) {
    seen.add(id)
    throw giveUp('the CRM has no such order')
  }
  say(`handled ${id}`)
})
outbox.on('cancelled', ({ id }) => say(`cancelled ${id}`))
outbox.start()
say(`started ${(await store.stats()).dead}`)
for (let number = 0; ; number++) {
  try {
    const [record] = await store.driver.read('main', ['count'])
    const write = [{ key: 'count', value: number, version: record?.version }]
    if (!(await store.driver.commit('main', { write }))) say('error: the record has changed')
  } catch (error) {
    say(`error ${String(error)}`)
  }
  await pause(1)
}

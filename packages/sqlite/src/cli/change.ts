import { cancelEntry, getEntry, type AccountStore } from '@wazzup-kit/core/store'
import type { CommandLine } from './command-line.ts'
import type { Opened } from './open-account.ts'
import { complain, say, sayJson, toPlainText } from './terminal.ts'

/** Dead events that are read at once. */
const pageSize = 100

/** Changes each of the named rows by itself. */
interface Change {
  done: 'cancelled' | 'replayed'
  /** Returns why it was not changed; undefined when it was. */
  make(account: AccountStore, id: string): Promise<string | undefined>
  ids(): AsyncIterable<string> | Iterable<string>
}

/** Replays events or cancels messages. The exit code is 1 when one of them was not changed. */
export async function change({ account }: Opened, { verb, ids, values }: CommandLine): Promise<number> {
  const {
    done,
    make,
    ids: each,
  }: Change = verb === 'cancel'
    ? { done: 'cancelled', make: cancel, ids: () => ids }
    : { done: 'replayed', make: replay, ids: () => (values.all ? allDead(account) : ids) }
  let changed = 0
  let failed = 0
  for await (const id of each()) {
    const reason = await make(account, id)
    if (values.json) sayJson({ id, [done]: reason === undefined, reason })
    else if (reason !== undefined) complain(`${toPlainText(JSON.stringify(id))} was not ${done}: ${reason}.`)
    if (reason === undefined) changed++
    else failed++
  }
  if (!values.json) say(`${changed} ${done}.`)
  return failed > 0 ? 1 : 0
}

async function cancel(account: AccountStore, id: string): Promise<string | undefined> {
  if (await cancelEntry(account, id)) return undefined
  const entry = await getEntry(account, id)
  if (!entry) return 'it is not in the outbox'
  return entry.state === 'sending' || entry.state === 'unknown'
    ? `it may have left, its state is ${entry.state}`
    : `its state is ${entry.state}`
}

async function replay(account: AccountStore, id: string): Promise<string | undefined> {
  if ((await account.replay([id])) === 1) return undefined
  const [event] = await account.driver.find(account.account, [id])
  if (!event) return 'it is not in the store'
  return event.state === 'dead' ? 'it has changed meanwhile' : `it is not dead, its state is ${event.state}`
}

/** Yields the events that are dead now. Those that die again while this runs come behind them, and are left out. */
async function* allDead(account: AccountStore): AsyncGenerator<string> {
  let { dead: left } = await account.stats()
  let after: number | undefined
  while (left > 0) {
    const page = await account.deadLetters({ after })
    for (const { id } of page.slice(0, left)) yield id
    left -= page.length
    if (page.length < pageSize) return
    after = page.at(-1)!.position
  }
}

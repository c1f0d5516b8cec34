import { cancelEntry, getEntry, type AccountStore } from '@wazzup-kit/core/store'
import type { CommandLine } from './command-line.ts'
import type { Opened } from './open-account.ts'
import { complain, say, sayJson, toPlainText } from './terminal.ts'

/** Rows that are changed at once, which takes one transaction. */
const pageSize = 100

type Ids = readonly string[]

/** Returns why a row was not changed; undefined when it was. */
type Change = (account: AccountStore, id: string) => Promise<string | undefined>

/** Cancels messages. */
export function cancel({ account }: Opened, { ids, values }: CommandLine): Promise<number> {
  return changeEach(splitPages(ids), (id) => cancelOne(account, id), { done: 'cancelled', json: values.json })
}

/** Replays dead events. */
export function replay({ account }: Opened, { ids, values }: CommandLine): Promise<number> {
  const pages = values.all ? allDead(account) : splitPages(ids)
  return changeEach(pages, (id) => replayOne(account, id), { done: 'replayed', json: values.json })
}

/** Changes rows and prints what became of them. The exit code is 1 when one of them was not changed. */
async function changeEach(
  pages: AsyncIterable<Ids> | Iterable<Ids>,
  change: (id: string) => ReturnType<Change>,
  { done, json }: { done: 'cancelled' | 'replayed'; json: boolean },
): Promise<number> {
  let changed = 0
  let failed = 0
  for await (const page of pages) {
    const reasons = await Promise.all(page.map(change))
    for (const [index, reason] of reasons.entries()) {
      const id = page[index]!
      if (json) sayJson({ id, [done]: reason === undefined, reason })
      else if (reason !== undefined) complain(`${toPlainText(JSON.stringify(id))} was not ${done}: ${reason}.`)
      if (reason === undefined) changed++
      else failed++
    }
  }
  if (!json) say(`${changed} ${done}.`)
  return failed > 0 ? 1 : 0
}

const cancelOne: Change = async (account, id) => {
  if (await cancelEntry(account, id)) return undefined
  const entry = await getEntry(account, id)
  if (!entry) return 'it is not in the outbox'
  const mayHaveLeft = entry.state === 'sending' || entry.state === 'unknown'
  return `${mayHaveLeft ? 'it may have left, and ' : ''}its state is ${entry.state}`
}

const replayOne: Change = async (account, id) => {
  if ((await account.replay([id])) === 1) return undefined
  const [event] = await account.driver.find(account.account, [id])
  if (!event) return 'it is not in the store'
  return event.state === 'dead' ? 'it has changed meanwhile' : `it is not dead, and its state is ${event.state}`
}

/** Yields the events that are dead now. Those that die again while this runs come behind them, and are left out. */
async function* allDead(account: AccountStore): AsyncGenerator<Ids> {
  let { dead: left } = await account.stats()
  let after: number | undefined
  while (left > 0) {
    const events = await account.driver.listEvents(account.account, { state: 'dead', after, limit: pageSize })
    yield events.slice(0, left).map(({ id }) => id)
    left -= events.length
    if (events.length < pageSize) return
    after = events.at(-1)!.position
  }
}

function* splitPages(ids: Ids): Generator<Ids> {
  const unique = [...new Set(ids)]
  for (let start = 0; start < unique.length; start += pageSize) yield unique.slice(start, start + pageSize)
}

import type { EventEnd, StoredEvent, StoredRecord } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { consequencesOf, entryWrite } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import type { EntryRecord } from './record.ts'

/** The end of the run in which an entry changes. */
export interface RunEnd {
  event: StoredEvent
  end: EventEnd
}

/** The part of an outbox that changes entries. */
export type EntryContext = Pick<OutboxContext, 'account' | 'changed' | 'driver' | 'remember' | 'settleWithin'>

type Place = Pick<OutboxContext, 'account' | 'driver'>

/** Returns an entry; undefined when it is not known. */
export async function readEntry(place: Place, id: string): Promise<EntryRecord | undefined> {
  return (await readEntries(place, [id]))[0]
}

/** Returns entries in the order of their ids; undefined for those that are not known. */
export async function readEntries(
  { driver, account }: Place,
  ids: readonly string[],
  transaction?: unknown,
): Promise<readonly (EntryRecord | undefined)[]> {
  const keys = ids.map((id) => `entry/${id}`)
  return (await driver.read(account, keys, transaction)).map(entryOf)
}

/** Throws for an entry of another format: two versions may run side by side, and only the newer one understands it. */
function entryOf(stored: StoredRecord | undefined): EntryRecord | undefined {
  const record = stored?.value as EntryRecord | undefined
  if (record === undefined || record.v === 1) return record
  throw new Error(`"${stored!.key}" was stored by a newer version of @wazzup-kit/core. Update this process.`)
}

/**
 * Changes an entry by compare-and-set, together with everything that follows from the change. `change` is called again
 * with the newest facts when another process was faster, and returns undefined when nothing has to change. It does not
 * need the lane: a process that has lost it still stores what it knows. Returns the changed entry; undefined when nothing
 * was changed, and then the run is not ended either.
 */
export async function updateEntry(
  context: EntryContext,
  id: string,
  change: (record: EntryRecord, now: number) => EntryRecord | undefined,
  run?: RunEnd,
): Promise<EntryRecord | undefined> {
  const { driver, account, settleWithin, remember } = context
  let settle = run && [endRun(run.event, run.end)]
  for (;;) {
    const [stored] = await driver.read(account, [`entry/${id}`])
    const now = await driver.now()
    const before = entryOf(stored)
    const after = before && change(before, now)
    if (!after) return undefined
    const write = [entryWrite(after, stored!.version, now + remember)]
    if (after.messageId !== null && after.messageId !== before.messageId) {
      const key = `sent/${after.messageId}`
      const [index] = await driver.read(account, [key])
      if (!index) {
        write.push({ key, value: id, version: undefined, subject: write[0]!.subject, expiresAt: now + remember })
      }
    }
    const append = consequencesOf(before, after, { now, settleWithin })
    if (await driver.commit(account, { settle, append, write })) {
      context.changed(id)
      return after
    }
    // Another worker may have settled the run, because this one stalled. The fact is stored nevertheless.
    if (settle && !(await isCurrent(context, run!.event))) settle = undefined
  }
}

async function isCurrent({ driver, account }: Place, { id, position, revision }: StoredEvent): Promise<boolean> {
  const [event] = await driver.find(account, [id])
  return event?.position === position && event.revision === revision
}

import { createInputError } from '../../errors/validation-error.ts'
import type { NewEvent, Step } from '../port/driver.ts'
import { entryWrite, sendTask, entryTask } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import type { Outgoing } from './outgoing.ts'
import { unusedRoute, type EntryRecord } from './record.ts'
import { routeOf } from './route.ts'
import { sealInputs } from './sealed-inputs.ts'
import { isRoutes, readRoutes, type Routes, type SendInOrderOptions, type SendOptions } from './send-options.ts'
import type { CollectedReply } from './send-link.ts'
import { readEntries, readEntry } from './update-entry.ts'

/** Milliseconds after which an entry that has not left is expired. */
const defaultExpiry = 24 * 60 * 60 * 1_000

const defaultPatience = 30_000

/** Stores a message. Returns its entry, which may be an earlier one with the same id. */
export async function putMessage(
  context: OutboxContext,
  message: Outgoing | Routes,
  options: SendOptions,
): Promise<EntryRecord> {
  const inputs = readRoutes(message, options, context.linkTo)
  const record = await createRecord(context, inputs, options, isRoutes(message) ? message : undefined)
  const [stored] = await putRecords(context, [record], options.transaction)
  return stored!
}

/** Stores messages of which each leaves when the one before has arrived. */
export async function putInOrder(
  context: OutboxContext,
  messages: readonly Outgoing[],
  options: SendInOrderOptions,
): Promise<readonly EntryRecord[]> {
  const { patience = defaultPatience } = options ?? {}
  if (!Array.isArray(messages) || messages.length === 0) {
    throw createInputError([{ path: 'messages', message: 'must be a list of at least one' }], 'outbox.sendInOrder')
  }
  const idOf = (index: number): string => `${options.id}/${index + 1}`
  const records: EntryRecord[] = []
  for (const [index, message] of messages.entries()) {
    const inputs = readRoutes(message, options, context.linkTo)
    const record = await createRecord(context, inputs, { ...options, id: idOf(index) }, undefined)
    const isLast = index === messages.length - 1
    records.push(isLast ? record : { ...record, next: { id: idOf(index + 1), patience } })
  }
  return putRecords(context, records, options.transaction)
}

/** Returns the changes that store a reply; none when an earlier run has stored it. */
export async function prepareReply(context: OutboxContext, reply: CollectedReply): Promise<Step> {
  const { id, chat, content, expiresIn, whilePaused } = reply
  if (await readEntry(context, id)) return {}
  const input = { clearUnanswered: false, ...content, ...chat } as Outgoing
  const record = await createRecord(
    context,
    readRoutes(input, { id, expiresIn }, context.linkTo),
    { id, expiresIn },
    undefined,
  )
  const { record: write, append } = toStored({ ...record, isPausable: whilePaused === 'drop' })
  return { append, write: [entryWrite(write, undefined)] }
}

async function createRecord(
  { driver, hash, codec }: OutboxContext,
  inputs: readonly Outgoing[],
  { id, data, notBefore, expiresIn = defaultExpiry, bulk = false, transaction }: SendOptions,
  routes: Routes | undefined,
): Promise<EntryRecord> {
  const now = await driver.now(transaction)
  const start = Math.max(now, notBefore ?? now)
  return {
    v: 1,
    id,
    hash: await hash(inputs),
    data: data ?? null,
    isPausable: false,
    isBulk: bulk,
    createdAt: now,
    notBefore: start > now ? start : null,
    expiresAt: start + expiresIn,
    routes: await Promise.all(inputs.map((input, index) => routeOf(input, id, index, hash))),
    inputs: await sealInputs(inputs, codec),
    fallback: routes
      ? {
          after: routes.after ?? null,
          onUnknown: routes.onUnknown ?? 'stop',
          ifNotDeleted: routes.ifNotDeleted ?? 'stop',
        }
      : null,
    route: 0,
    ...unusedRoute,
    code: null,
    next: null,
    earlier: [],
  }
}

/** Returns a new entry with the event that makes it leave. */
function toStored(record: EntryRecord): { record: EntryRecord; append: readonly NewEvent[] } {
  const { id, notBefore } = record
  const start = (due: number) => entryTask(record, 'start', { do: 'start', id }, due)
  return { record, append: [notBefore === null ? sendTask(record) : start(notBefore)] }
}

/** Number of times that entries are stored again, because another process has stored the same ids. */
const mostTries = 5

async function putRecords(
  context: OutboxContext,
  records: readonly EntryRecord[],
  transaction: unknown,
): Promise<readonly EntryRecord[]> {
  const { driver, account } = context
  const ids = records.map(({ id }) => id)
  for (let tries = 0; ; tries++) {
    const known = await readEntries(context, ids, transaction)
    const present = known.filter((entry) => entry !== undefined)
    for (const [index, entry] of known.entries()) if (entry) checkSame(entry, records[index]!)
    if (present.length === records.length) return present
    // What an open transaction has stored can be seen by itself only.
    if (tries === mostTries) {
      // The rest of a list must not be stored alone: nothing would make it leave.
      if (present.length > 0) throw createIdError(present[0]!.id)
      const message =
        'is stored by a transaction that is still open. Wait for its end, and call it once in a transaction'
      throw createInputError([{ path: 'id', message }], 'outbox.send')
    }
    if (present.length > 0) continue
    const [first] = records
    const write = records.map((record) => entryWrite(record, undefined))
    if (await driver.commit(account, { append: toStored(first!).append, write }, transaction)) return records
  }
}

/** An entry of a list is the same only with the same entry behind it, so a list with another number of messages is another. */
function checkSame(known: EntryRecord, { id, hash, next }: EntryRecord): void {
  if (known.hash !== hash || known.next?.id !== next?.id) throw createIdError(id)
}

function createIdError(id: string): Error {
  const named = JSON.stringify(id.slice(0, 100))
  const message = `names another message already, or a part of another list: ${named}. Choose an id that names this one`
  return createInputError([{ path: 'id', message }], 'outbox.send')
}

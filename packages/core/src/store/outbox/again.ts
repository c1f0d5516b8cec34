import { createInputError } from '../../errors/validation-error.ts'
import type { OutboxContext } from './context.ts'
import { useNextRoute } from './facts.ts'
import { messageIdOf } from './message-id.ts'
import { stateOf, type EntryRecord } from './record.ts'
import { openInput, sealInputs } from './sealed-inputs.ts'
import { readEntry, updateEntry } from './update-entry.ts'

/** Sends an unknown entry once more, under a new `crmMessageId`, as a new route. */
export async function again(context: OutboxContext, id: string, risk: 'duplicate'): Promise<EntryRecord> {
  if (risk !== 'duplicate') throw wrong('risk', 'must be "duplicate": the customer may get the message twice')
  const { codec, hash } = context
  const entry = await readEntry(context, id)
  const input = entry && (await openInput(entry.inputs, entry.route, codec))
  if (!entry || !input) throw wrong('id', entry ? 'has no content any more' : 'is not in the outbox')
  const earlier = await Promise.all(
    entry.routes.slice(0, entry.route + 1).map((_, index) => openInput(entry.inputs, index, codec)),
  )
  const inputs = await sealInputs(
    [...earlier, input].map((each) => each!),
    codec,
  )
  const crmMessageId = await messageIdOf(hash, id, 'again', entry.route + 1)
  const after = await updateEntry(context, id, (record, now) => {
    if (record.route !== entry.route || stateOf(record, now) !== 'unknown') return undefined
    const route = { ...record.routes[record.route]!, crmMessageId }
    const routes = [...record.routes.slice(0, record.route + 1), route]
    // What was not sent for so long would be expired at once.
    const lifetime = record.expiresAt - (record.notBefore ?? record.createdAt)
    return { ...useNextRoute({ ...record, routes, inputs }), expiresAt: now + lifetime }
  })
  if (!after) throw wrong('id', 'names an entry that is not unknown, so it is not sent again')
  return after
}

function wrong(path: string, message: string): Error {
  return createInputError([{ path, message }], 'outbox.resend')
}

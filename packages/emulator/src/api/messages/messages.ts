import type { Answer } from '../responses.ts'
import type { RouteHandler, Call } from '../call.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import { hasButtons } from './send/buttons.ts'
import { lookAtFile } from './send/files.ts'
import { echoDeletion, echoEdit } from './echo.ts'
import { done, isFields, optional, wrongFields, type Fields } from '../field-checks.ts'
import { send } from './send/send.ts'
import { contentChecks } from './send/fields.ts'
import { refusalOfLength } from './send/limits.ts'

// https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ (documented, where nothing else is said). How long a message
// may be edited or deleted is not published: a setting says it. That a transport cannot replace files comes by command.

/** A message of this account that is still there, with the transport of its channel. */
function findSent(call: Call): { entry: LedgerEntry; transport: string } | undefined {
  const entry = call.world.ledger.find(call.params.messageId ?? '')
  if (!entry || entry.state === 'deleted') return undefined
  return { entry, transport: call.world.state.channels.get(entry.channelId)?.transport ?? '' }
}

/** Counted from the send: our judgement. */
function isOver(call: Call, period: 'editingTime' | 'deletionTime', { acceptedAt }: LedgerEntry): boolean {
  const { clock, state } = call.world
  const time = state.settings[period]
  return time !== 'unlimited' && clock.now() - acceptedAt > time
}

const isString = (value: unknown): boolean => typeof value === 'string'
const checks = { ...contentChecks, crmUserId: optional(isString) }

/** Text or file, not both. */
function refuseContent(call: Call, { text, contentUri }: Fields): Answer | undefined {
  const hasText = isString(text)
  const hasContent = isString(contentUri)
  if (hasText && hasContent) return call.refuse('MESSAGES_ONLY_TEXT_OR_CONTENT')
  if (!hasText && !hasContent) return call.refuse('MESSAGE_NOTHING_TO_SEND')
  if (text === '') return call.refuse('MESSAGES_TEXT_CAN_NOT_BE_BLANK')
  return contentUri === '' ? call.refuse('MESSAGES_CONTENT_CAN_NOT_BE_BLANK') : undefined
}

function refuseEdit(call: Call, body: Fields): Answer | undefined {
  const fields = wrongFields(body, checks)
  if (fields.length > 0) return call.refuse('INVALID_MESSAGE_DATA', { data: { fields } })
  const sent = findSent(call)
  if (!sent) return call.refuse('MESSAGES_NOT_FOUND')
  const { entry, transport } = sent
  // Seen live for WABA.
  if (transport === 'wapi') return call.refuse('CHANNEL_INVALID_TRANSPORT_FOR_EDITING')
  if (hasButtons(entry.buttonsObject)) return call.refuse('MESSAGES_CONTAIN_BUTTONS')
  if (isOver(call, 'editingTime', entry)) return call.refuse('MESSAGES_EDITING_TIME_EXPIRED')
  const refused = refuseContent(call, body)
  if (refused) return refused
  const tooLong = typeof body.text === 'string' ? refusalOfLength(transport, body.text) : undefined
  return tooLong && call.refuse(tooLong)
}

/** The new text or file stands in the place of whatever was there: our judgement where the old one was the other. */
function change(call: Call, body: Fields, contentBytes?: number): Answer {
  const { entry } = findSent(call)!
  const { text, contentUri } = body as { text?: string | null | undefined; contentUri?: string | null | undefined }
  for (const part of ['text', 'contentUri', 'contentBytes'] as const) delete entry[part]
  if (typeof text === 'string') entry.text = text
  if (typeof contentUri === 'string') entry.contentUri = contentUri
  if (contentBytes !== undefined) entry.contentBytes = contentBytes
  entry.state = 'edited'
  entry.changedAt = call.world.clock.now()
  echoEdit(call, entry, body)
  return done
}

/** Answers 200 and nothing: what the service answers is not documented. */
const edit: RouteHandler = (call) => {
  const body = isFields(call.body) ? call.body : {}
  const refused = refuseEdit(call, body)
  if (refused) return refused
  // While a file was fetched, the message may have been deleted.
  const transport = findSent(call)?.transport ?? ''
  return lookAtFile(call, body, transport, (bytes) => refuseEdit(call, body) ?? change(call, body, bytes))
}

/** Answers 200 and nothing: what the service answers is not documented. */
const remove: RouteHandler = (call) => {
  const sent = findSent(call)
  if (!sent) return call.refuse('MESSAGES_NOT_FOUND')
  // Seen live for WABA.
  if (sent.transport === 'wapi') return call.refuse('CHANNEL_INVALID_TRANSPORT_FOR_DELETION')
  if (isOver(call, 'deletionTime', sent.entry)) return call.refuse('MESSAGES_DELETION_TIME_EXPIRED')
  sent.entry.state = 'deleted'
  sent.entry.changedAt = call.world.clock.now()
  echoDeletion(call, sent.entry)
  return done
}

export const messages = {
  'messages.send': send,
  'messages.edit': edit,
  'messages.delete': remove,
} satisfies Record<string, RouteHandler>

import { telegramVoice } from '@wazzup-kit/core/capabilities'
import type { Call } from '../call.ts'
import { avitoProfileOf, chatKey, deleteMessage, editMessage, quoteOf } from '../../account/chats.ts'
import type { EmulatedChannel } from '../../account/entities.ts'
import { toWebhookError, type SendOutcome } from '../../account/send-outcome.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { MessageType, OutgoingStatus, WebhookError, WebhookMessage } from '../../webhooks/bodies.ts'
import { isSilent } from './send/outcome.ts'
import { isText, type Fields } from '../field-checks.ts'
import { readTemplateCode } from './send/limits.ts'

// What webhooks tell of a send, an edit and a deletion: https://wazzup24.ru/help/api-ru/webhooks-2/ (documented, where
// nothing else is said).

/** Which files are which kind of message, by their ending; everything else is a document. Our judgement. */
const typesByEnding: readonly [RegExp, MessageType][] = [
  [/\.(jpe?g|png|gif|bmp|webp|was)$/i, 'image'],
  [/\.(mp3|ogg|opus|m4a|wav)$/i, 'audio'],
  [/\.(mp4|mov|avi|webm|3gp)$/i, 'video'],
]

const isTelegram = (transport: string): boolean => transport === 'tgapi' || transport === 'telegram'

/** A bigger one goes out as a file; where nobody looked, it is taken for a small one. */
function isTooBigForVoice({ contentBytes = 0 }: LedgerEntry, path: string, transport: string): boolean {
  const isVoice =
    isTelegram(transport) && telegramVoice.content.some((ending) => path.toLowerCase().endsWith(`.${ending}`))
  return isVoice && contentBytes > telegramVoice.bytes
}

function typeOfFile(entry: LedgerEntry, contentUri: string, transport: string): MessageType {
  const path = contentUri.replace(/[?#].*$/s, '')
  if (isTooBigForVoice(entry, path, transport)) return 'document'
  return typesByEnding.find(([ending]) => ending.test(path))?.[1] ?? 'document'
}

/** The text of a filled template is not told: no page shows it. */
function contentOf(entry: LedgerEntry, transport: string): Pick<WebhookMessage, 'type' | 'text' | 'contentUri'> {
  const { text, contentUri, templateId } = entry
  const coded = transport === 'wapi' && text !== undefined && readTemplateCode(text) !== undefined
  if (templateId !== undefined || coded) return { type: 'wapi_template' }
  return { type: contentUri === undefined ? 'text' : typeOfFile(entry, contentUri, transport), text, contentUri }
}

/** Who sends or edits. A sidecar speaks for its parent CRM: `crmUserId` has no effect. */
export function crmUserOf({ key }: Call, { crmUserId }: Fields): string | undefined {
  return key !== 'sidecar' && isText(crmUserId) ? crmUserId : undefined
}

/** "Admin" without an id, seen live. That an uploaded user is named instead is our judgement. */
function authorOf(call: Call, crmUserId: string | undefined): Pick<WebhookMessage, 'authorName' | 'authorId'> {
  const user = crmUserId === undefined ? undefined : call.world.state.users.get(crmUserId)
  return user ? { authorName: user.name, authorId: user.id } : { authorName: 'Admin' }
}

const steps = ['sent', 'delivered', 'read'] as const

/** How far a message comes: `delivered` by itself, our judgement. Telegram never says so, seen live. */
function statusesOn(transport: string, furthest: (typeof steps)[number]): OutgoingStatus[] {
  const passed = steps.slice(0, steps.indexOf(furthest) + 1)
  return isTelegram(transport) ? passed.filter((step) => step !== 'delivered') : passed
}

/** After an accepted send: its echo, seen live, then its statuses, or why it failed. */
export function echoSend(call: Call, entry: LedgerEntry, channel: EmulatedChannel, outcome: SendOutcome): void {
  const { state, clock, messageDates } = call.world
  const { messageId, channelId, chatType, chatId, crmUserId, refMessageId } = entry
  const contact = state.clients.get(chatKey(entry))
  const message: WebhookMessage = {
    messageId,
    channelId,
    chatType,
    chatId,
    ...avitoProfileOf(channel),
    dateTime: messageDates.next(channel.transport),
    isEcho: true,
    ...contentOf(entry, channel.transport),
    status: 'sent',
    ...(contact && { contact }),
    ...authorOf(call, crmUserId),
    ...(refMessageId === undefined ? {} : quoteOf(state, refMessageId)),
  }
  state.messages.set(messageId, message)
  if (outcome.end === 'vanishes') return
  const timestamp = new Date(clock.now()).toISOString()
  const tell = (status: OutgoingStatus, error?: WebhookError): void => {
    Object.assign(message, { status, ...(error && { error }) })
    call.announce({ statuses: [{ messageId, timestamp, status, ...(error && { error }) }] })
  }
  if (outcome.end === 'fails') {
    const error = toWebhookError(outcome)
    if (outcome.inside === 'messages') Object.assign(message, { status: 'error', error })
    call.announce({ messages: [message] })
    return outcome.inside === 'messages' ? undefined : tell('error', error)
  }
  const { echoes = 'sent' } = outcome
  message.status = echoes
  call.announce({ messages: [message] })
  for (const status of statusesOn(channel.transport, echoes === 'read' ? 'read' : 'delivered')) tell(status)
}

/** After an accepted edit; `entry` is changed already. */
export function echoEdit(call: Call, entry: LedgerEntry, body: Fields): void {
  const { state } = call.world
  const crmUserId = crmUserOf(call, body)
  const message = state.messages.get(entry.messageId)
  const channel = state.channels.get(entry.channelId)
  if (!message) return
  const author = crmUserId !== undefined && state.users.has(crmUserId) ? authorOf(call, crmUserId) : {}
  const item = editMessage(state, message, { ...contentOf(entry, channel?.transport ?? ''), ...author })
  if (!isSilent(channel)) call.announce({ messages: [item] })
}

/** After an accepted deletion. */
export function echoDeletion(call: Call, entry: LedgerEntry): void {
  const { state } = call.world
  const message = state.messages.get(entry.messageId)
  if (!message) return
  const item = deleteMessage(state, message)
  if (!isSilent(state.channels.get(entry.channelId))) call.announce({ messages: [item] })
}

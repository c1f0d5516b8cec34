import { REPEAT_WINDOW } from '@wazzup-kit/core/schemas'
import type { Answer } from '../answers.ts'
import type { Behaviour, Call } from '../call.ts'
import type { LedgerEntry } from '../ledger.ts'
import type { EmulatedChannel } from '../entities.ts'
import { markAnswered } from '../chats.ts'
import { fitsButtons, keptButtons } from './buttons.ts'
import { echoSend } from './echo.ts'
import { isFields, isText, type Fields } from './field-checks.ts'
import { wrongSendFields } from './send-fields.ts'
import { readTemplateCode, refusalOfLength, refusalOfState, refusalOfTemplate, takesChatType } from './send-limits.ts'

// https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ (documented, where nothing else is said). In which order the
// service looks, no page says: fields first, then what is known of the id, then the channel, then the content.

function refuseFields(call: Call, fields: string[]): Answer {
  return call.refuse('INVALID_MESSAGE_DATA', { data: { fields } })
}

/** Exactly one of text, file and template. */
function refuseContent(call: Call, { text, contentUri, templateId }: Fields): Answer | undefined {
  const given = [text, contentUri, templateId].map((value) => value !== undefined && value !== null)
  if (given[0] && given[1]) return call.refuse('MESSAGES_ONLY_TEXT_OR_CONTENT')
  // Which code a template beside a text or a file gets, no page says.
  if (given[2] && (given[0] || given[1])) return refuseFields(call, ['templateId'])
  if (!given.includes(true)) return call.refuse('MESSAGE_NOTHING_TO_SEND')
  if (text === '') return call.refuse('MESSAGES_TEXT_CAN_NOT_BE_BLANK')
  if (contentUri === '') return call.refuse('MESSAGES_CONTENT_CAN_NOT_BE_BLANK')
  return undefined
}

/** Remembered are accepted sends only, and for the whole account: both our judgement. */
function refuseRepeat(call: Call, { crmMessageId }: Fields): Answer | undefined {
  if (!isText(crmMessageId)) return undefined
  const before = call.world.ledger.acceptedAt(crmMessageId)
  if (before === undefined || call.world.clock.now() - before >= REPEAT_WINDOW) return undefined
  return call.refuse('REPEATED_CRM_MESSAGE_ID', { data: { crmMessageId } })
}

function refuseChannel(call: Call, body: Fields, channel: EmulatedChannel): Answer | undefined {
  const { transport, channelId } = channel
  const chatType = String(body.chatType)
  if (!takesChatType(transport, chatType))
    return call.refuse('WRONG_TRANSPORT', {
      description: `You can't send message to ${chatType} chat from ${transport} transport`,
      data: { channelId, transport, chatType },
    })
  // Phone and username: a personal Telegram and MAX only.
  const byAccount = !isText(body.chatId)
  if (byAccount && transport !== 'tgapi' && transport !== 'max') return refuseFields(call, ['chatId'])
  const code = refusalOfState(channel.state)
  // Seen live: 201 through a channel that is switched off, and no status ever after.
  if (code === 'CHANNEL_BLOCKED' && call.world.blockedChannels === 'accept') return undefined
  return code === undefined ? undefined : call.refuse(code)
}

function refuseText(call: Call, body: Fields, { transport }: EmulatedChannel): Answer | undefined {
  const code = isText(body.text) ? readTemplateCode(body.text) : undefined
  const templateId = body.templateId ?? (transport === 'wapi' ? code?.templateId : undefined)
  if (body.buttonsObject !== undefined && body.buttonsObject !== null) {
    const content = typeof templateId === 'string' ? 'template' : 'text'
    if (!fitsButtons(body.buttonsObject, transport, content)) return refuseFields(call, ['buttonsObject'])
  }
  if (typeof templateId === 'string') {
    const template = transport === 'wapi' ? call.world.state.templates.get(templateId) : undefined
    // Which code an unknown template gets, no page says.
    if (!template) return refuseFields(call, [isText(body.templateId) ? 'templateId' : 'text'])
    const values = isText(body.templateId) ? ((body.templateValues ?? []) as string[]) : (code?.values ?? [])
    const refusal = refusalOfTemplate(template, values)
    return refusal && call.refuse(refusal)
  }
  const refusal = isText(body.text) ? refusalOfLength(transport, body.text) : undefined
  return refusal && call.refuse(refusal)
}

function refuseQuote(call: Call, { refMessageId }: Fields): Answer | undefined {
  if (!isText(refMessageId)) return undefined
  const { ledger, state } = call.world
  const sent = ledger.find(refMessageId)
  const written = state.messages.get(refMessageId)
  const known = sent ? sent.state !== 'deleted' : written ? !written.isDeleted : state.incoming.has(refMessageId)
  return known ? undefined : call.refuse('REFERENCE_MESSAGE_NOT_FOUND')
}

function accept(call: Call, body: Fields, channel: EmulatedChannel): Answer {
  const { world } = call
  const { channelId, transport } = channel
  const chatType = String(body.chatType)
  const account = isText(body.phone) ? `phone ${body.phone}` : `username ${String(body.username)}`
  const chatId = isText(body.chatId) ? body.chatId : world.chatIdFor(`${transport} ${account}`)
  const text = (name: string) => (isText(body[name]) ? { [name]: body[name] } : {})
  const entry: LedgerEntry = {
    messageId: world.messageIds.uuid(),
    ...text('crmMessageId'),
    // A sidecar speaks for its parent CRM: crmUserId has no effect.
    ...(call.key === 'sidecar' ? {} : text('crmUserId')),
    channelId,
    chatType,
    chatId,
    ...text('text'),
    ...text('contentUri'),
    ...text('templateId'),
    ...text('refMessageId'),
    ...(Array.isArray(body.templateValues) ? { templateValues: [...body.templateValues] } : {}),
    ...(isFields(body.buttonsObject) ? { buttonsObject: keptButtons(body.buttonsObject, transport) } : {}),
    clearUnanswered: body.clearUnanswered !== false,
    acceptedAt: world.clock.now(),
    state: 'accepted',
  }
  world.ledger.accept(entry)
  if (entry.clearUnanswered) markAnswered(world.state, entry)
  echoSend(call, entry, channel)
  return { status: 201, json: { messageId: entry.messageId, chatId } }
}

/** `POST /v3/message`. */
export const send: Behaviour = (call) => {
  const body = isFields(call.body) ? call.body : {}
  const wrong = wrongSendFields(body)
  if (wrong.length > 0) return refuseFields(call, wrong)
  const early = refuseContent(call, body) ?? refuseRepeat(call, body)
  if (early) return early
  const channel = call.world.state.channels.get(String(body.channelId))
  if (!channel) return call.refuse('CHANNEL_NOT_FOUND')
  return (
    refuseChannel(call, body, channel) ??
    refuseText(call, body, channel) ??
    refuseQuote(call, body) ??
    accept(call, body, channel)
  )
}

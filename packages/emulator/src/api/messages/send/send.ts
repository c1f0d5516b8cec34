import { REPEAT_WINDOW } from '@wazzup-kit/core/schemas'
import type { Answer } from '../../responses.ts'
import type { RouteHandler, Call } from '../../call.ts'
import type { LedgerEntry } from '../../../account/ledger.ts'
import type { EmulatedChannel } from '../../../account/entities.ts'
import { markAnswered } from '../../../account/chats.ts'
import { openDialog } from '../../../account/dialogs.ts'
import { fitsButtons, keptButtons, type ButtonsBeside } from './buttons.ts'
import { lookAtFile } from './files.ts'
import { crmUserOf, echoSend } from '../echo.ts'
import { outcomeOf } from './outcome.ts'
import { isFields, isText, type Fields } from '../../field-checks.ts'
import { wrongSendFields } from './fields.ts'
import {
  isSwitchedOff,
  readTemplateCode,
  refusalOfLength,
  refusalOfState,
  refusalOfTemplate,
  takesChatType,
} from './limits.ts'
import { beginsConversation, closedWindow, refusalOfFirst, type Outgoing } from './windows.ts'

// https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ (documented, where nothing else is said). In which order the
// service looks, no page says: fields first, then what is known of the id, then the channel, then the content.

function refuseFields(call: Call, fields: string[]): Answer {
  return call.refuse('INVALID_MESSAGE_DATA', { data: { fields } })
}

/** Exactly one of text, file and template. */
function refuseContent(call: Call, { text, contentUri, templateId }: Fields): Answer | undefined {
  const given = [text, contentUri, templateId].map((value) => value !== undefined && value !== null)
  // Observed in production; the code that the page documents for it, MESSAGES_ONLY_TEXT_OR_CONTENT, comes on command.
  if (given[0] && given[1]) return refuseFields(call, ['text', 'contentUri'])
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
  const { blockedChannels } = call.world.state.settings
  // Seen live: 201 through a channel that is switched off, and no status ever after.
  if (blockedChannels === 'accept' && isSwitchedOff(channel)) return undefined
  const code = refusalOfState(channel.state, transport)
  return code === undefined ? undefined : call.refuse(code)
}

/** Which template goes out: by its id, or as its filled code in the text. */
function templateOf(body: Fields, { transport }: EmulatedChannel): unknown {
  const code = isText(body.text) && transport === 'wapi' ? readTemplateCode(body.text) : undefined
  return body.templateId ?? code?.templateId
}

function besideButtons(body: Fields, channel: EmulatedChannel): ButtonsBeside {
  if (typeof templateOf(body, channel) === 'string') return 'template'
  return isText(body.text) ? 'text' : 'file'
}

function refuseButtons(call: Call, body: Fields, channel: EmulatedChannel): Answer | undefined {
  const { buttonsObject } = body
  if (buttonsObject === undefined || buttonsObject === null) return undefined
  const fits = fitsButtons(buttonsObject, channel.transport, besideButtons(body, channel))
  return fits ? undefined : refuseFields(call, ['buttonsObject'])
}

function refuseText(call: Call, body: Fields, channel: EmulatedChannel): Answer | undefined {
  const { transport } = channel
  const code = isText(body.text) ? readTemplateCode(body.text) : undefined
  const templateId = templateOf(body, channel)
  if (typeof templateId === 'string') {
    const template = transport === 'wapi' ? call.world.state.templates.get(templateId) : undefined
    // Which code an unknown template gets, and which one too few or too many values, no page says.
    if (!template) return refuseFields(call, [isText(body.templateId) ? 'templateId' : 'text'])
    const values = isText(body.templateId) ? ((body.templateValues ?? []) as string[]) : (code?.values ?? [])
    const refusal = refusalOfTemplate(template, values)
    if (refusal) return call.refuse(refusal)
    const wanted = readTemplateCode(template.templateCode)?.values.length ?? values.length
    return values.length === wanted
      ? undefined
      : refuseFields(call, [isText(body.templateId) ? 'templateValues' : 'text'])
  }
  const refusal = isText(body.text) ? refusalOfLength(transport, body.text) : undefined
  return refusal && call.refuse(refusal)
}

function refuseQuote(call: Call, { refMessageId }: Fields): Answer | undefined {
  if (!isText(refMessageId)) return undefined
  const { ledger, state } = call.world
  const known = ledger.find(refMessageId) ?? state.messages.get(refMessageId) ?? state.incoming.get(refMessageId)
  return known ? undefined : call.refuse('REFERENCE_MESSAGE_NOT_FOUND')
}

/** The rules about time and tariff, and an empty WABA balance. */
function refuseContact(call: Call, outgoing: Outgoing): Answer | undefined {
  const { settings } = call.world.state
  if (outgoing.channel.transport === 'wapi' && settings.wabaBalance === 'empty') return call.refuse('BALANCE_IS_EMPTY')
  const closed = settings.closedWindows === 'refuse' ? closedWindow(call.world, outgoing) : undefined
  const code = refusalOfFirst(call.world, outgoing) ?? closed
  // Observed in production on the Inbox tariff; elsewhere these words would be wrong.
  const description =
    code === 'MESSAGES_NOT_TEXT_FIRST' && settings.tariff === 'inbox'
      ? "Can't write by first on inbox tariff"
      : undefined
  return code && call.refuse(code, { description })
}

/** The message as time and tariff see it; a phone or a username stands for an opaque chat id. */
function readOutgoing(call: Call, body: Fields, channel: EmulatedChannel): Outgoing {
  const { channelId, transport } = channel
  const account = isText(body.phone) ? `phone ${body.phone}` : `username ${String(body.username)}`
  const chatId = isText(body.chatId) ? body.chatId : call.world.chatIdFor(`${transport} ${account}`)
  const content = typeof templateOf(body, channel) === 'string' ? 'template' : 'free-form'
  return { chat: { channelId, chatType: String(body.chatType), chatId }, channel, content }
}

function accept(call: Call, body: Fields, outgoing: Outgoing, contentBytes?: number): Answer {
  const { world } = call
  const { channelId, chatType, chatId } = outgoing.chat
  const { channel } = outgoing
  const crmUserId = crmUserOf(call, body)
  const text = (name: string) => (isText(body[name]) ? { [name]: body[name] } : {})
  const entry: LedgerEntry = {
    messageId: world.messageIds.uuid(),
    ...text('crmMessageId'),
    ...(crmUserId === undefined ? {} : { crmUserId }),
    channelId,
    chatType,
    chatId,
    ...text('text'),
    ...text('contentUri'),
    ...(contentBytes === undefined ? {} : { contentBytes }),
    ...text('templateId'),
    ...text('refMessageId'),
    ...(Array.isArray(body.templateValues) ? { templateValues: [...body.templateValues] } : {}),
    ...(isFields(body.buttonsObject)
      ? { buttonsObject: keptButtons(body.buttonsObject, channel.transport, besideButtons(body, channel)) }
      : {}),
    clearUnanswered: body.clearUnanswered !== false,
    acceptedAt: world.clock.now(),
    state: 'accepted',
  }
  // Beside a chat id, phone and username are passed over: our judgement.
  const outcome = outcomeOf(world, entry, outgoing, isText(body.chatId) ? {} : body)
  const dialog = openDialog(world.state.dialogs, entry)
  if (outcome.end === 'arrives' && beginsConversation(world, outgoing)) dialog.begunAt = entry.acceptedAt
  dialog.writtenToAt = entry.acceptedAt
  world.ledger.accept(entry)
  if (entry.clearUnanswered) markAnswered(world.state, entry)
  echoSend(call, entry, channel, outcome)
  if (outcome.end === 'arrives') call.afterwards(() => world.newClients.employeeWrote(entry, entry.crmUserId))
  return { status: 201, json: { messageId: entry.messageId, chatId } }
}

/** `POST /v3/message`. */
export const send: RouteHandler = (call) => {
  const body = isFields(call.body) ? call.body : {}
  const wrong = wrongSendFields(body)
  if (wrong.length > 0) return refuseFields(call, wrong)
  const early = refuseContent(call, body) ?? refuseRepeat(call, body)
  if (early) return early
  const channel = call.world.state.channels.get(String(body.channelId))
  if (!channel) return call.refuse('CHANNEL_NOT_FOUND')
  const wrongChannel = refuseChannel(call, body, channel)
  if (wrongChannel) return wrongChannel
  const outgoing = readOutgoing(call, body, channel)
  const refused =
    refuseContact(call, outgoing) ??
    refuseButtons(call, body, channel) ??
    refuseText(call, body, channel) ??
    refuseQuote(call, body)
  if (refused) return refused
  // While a file was fetched, another send with the same id may have been accepted.
  return lookAtFile(
    call,
    body,
    channel.transport,
    (bytes) => refuseRepeat(call, body) ?? accept(call, body, outgoing, bytes),
  )
}

import { docUrls } from '@wazzup-kit/core/schemas'
import { markAnswered } from '../../../account/chats.ts'
import { openDialog } from '../../../account/dialogs.ts'
import type { EmulatedChannel } from '../../../account/entities/entities.ts'
import type { LedgerEntry } from '../../../account/ledger.ts'
import type { Call, World } from '../../call.ts'
import { isFields, isText, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'
import { crmUserOf, echoSend } from '../echo.ts'
import { rejectAccountName, rejectChatType, resolveChatId } from './address.ts'
import { keptButtons, rejectButtons, type ButtonsBeside } from './buttons.ts'
import { findChannel, rejectEmptyBalance, rejectState } from './channel.ts'
import { rejectContent, rejectQuote } from './content.ts'
import { rejectFields } from './fields.ts'
import { checkFile } from './files.ts'
import { rejectFirstContact } from './first-contact.ts'
import { checkLength } from './length.ts'
import { decideOutcome } from './outcome.ts'
import type { Outgoing } from './outgoing.ts'
import { rejectRepeat } from './repeat.ts'
import { readSentTemplate, rejectTemplate } from './templates.ts'
import { beginsConversation, checkWindowAtOnce } from './windows.ts'

// The order of the checks is undocumented; our assumption: fields, id, channel, content.

const { messages } = docUrls

function besideButtons(body: Fields, channel: EmulatedChannel): ButtonsBeside {
  if (readSentTemplate(body, channel)) return 'template'
  return isText(body.text) ? 'text' : 'file'
}

function rejectWindow(call: Call, outgoing: Outgoing): ApiResponse | undefined {
  const code = checkWindowAtOnce(call.world, outgoing)
  return code && call.reject(code)
}

function rejectText(call: Call, body: Fields, channel: EmulatedChannel): ApiResponse | undefined {
  const template = readSentTemplate(body, channel)
  if (template) return rejectTemplate(call, template, channel)
  const code = isText(body.text) ? checkLength(channel.transport, body.text) : undefined
  return code && call.reject(code)
}

function readOutgoing(call: Call, body: Fields, channel: EmulatedChannel): Outgoing {
  const { channelId } = channel
  const chatId = resolveChatId(call.world, body, channel)
  const content = readSentTemplate(body, channel) ? 'template' : 'free-form'
  return { chat: { channelId, chatType: String(body.chatType), chatId }, channel, content }
}

/** Returns the ledger entry of a send that is about to be accepted. */
const toEntry = rule(
  [
    {
      id: 'send/formatting',
      sentence:
        'WhatsApp, WABA, Viber and bots of Telegram format text between `*`, `_`, `~` and three backticks; bots of Telegram also format the tags b, i, u and s.',
      docUrl: messages,
      basis: 'documented',
    },
    {
      id: 'send/formatting-kept',
      sentence:
        'Formatting is no error on any transport, and webhooks report a text as it was sent. Only the recipient sees the formatting.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (call: Call, body: Fields, { chat, channel }: Outgoing, contentBytes?: number): LedgerEntry => {
    const { world } = call
    const crmUserId = crmUserOf(call, body)
    const text = (name: string) => (isText(body[name]) ? { [name]: body[name] } : {})
    return {
      messageId: world.messageIds.uuid(),
      ...text('crmMessageId'),
      ...(crmUserId === undefined ? {} : { crmUserId }),
      channelId: chat.channelId,
      chatType: chat.chatType,
      chatId: chat.chatId,
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
  },
)

const clearUnanswered = rule(
  {
    id: 'send/clear-unanswered',
    sentence: 'A send removes the chat from the unanswered counter, unless `clearUnanswered` is false.',
    docUrl: messages,
    basis: 'documented',
  },
  ({ state }: World, entry: LedgerEntry): void => {
    if (entry.clearUnanswered) markAnswered(state, entry)
  },
)

const accept = rule(
  {
    id: 'send/accepted',
    sentence: 'The response to an accepted send is 201 with `messageId` and `chatId`.',
    docUrl: messages,
    basis: 'documented',
  },
  (call: Call, body: Fields, outgoing: Outgoing, contentBytes?: number): ApiResponse => {
    const { world } = call
    const entry = toEntry(call, body, outgoing, contentBytes)
    const outcome = decideOutcome(world, entry, outgoing, isText(body.chatId) ? {} : body)
    const dialog = openDialog(world.state.dialogs, entry)
    if (outcome.end === 'arrives' && beginsConversation(world, outgoing)) dialog.begunAt = entry.acceptedAt
    dialog.writtenToAt = entry.acceptedAt
    world.ledger.accept(entry)
    clearUnanswered(world, entry)
    echoSend(call, entry, outgoing.channel, outcome)
    if (outcome.end === 'arrives') call.afterwards(() => world.newCustomers.operatorWrote(entry, entry.crmUserId))
    return { status: 201, json: { messageId: entry.messageId, chatId: entry.chatId } }
  },
)

/** Handles `POST /v3/message`. */
export function send(call: Call): ApiResponse | Promise<ApiResponse> {
  const body = isFields(call.body) ? call.body : {}
  const early = rejectFields(call, body) ?? rejectContent(call, body) ?? rejectRepeat(call, body)
  if (early) return early
  const found = findChannel(call, body.channelId)
  if ('rejection' in found) return found.rejection
  const { channel } = found
  const outgoing = readOutgoing(call, body, channel)
  const rejection =
    rejectChatType(call, body, channel) ??
    rejectAccountName(call, body, channel) ??
    rejectState(call, channel) ??
    rejectEmptyBalance(call, channel) ??
    rejectFirstContact(call, outgoing) ??
    rejectWindow(call, outgoing) ??
    rejectButtons(call, body, channel.transport, besideButtons(body, channel)) ??
    rejectText(call, body, channel) ??
    rejectQuote(call, body)
  if (rejection) return rejection
  // Another send with the same id may have been accepted while the file was fetched.
  return checkFile(call, body, channel, (bytes) => rejectRepeat(call, body) ?? accept(call, body, outgoing, bytes))
}

/** Functions of this file that implement rules. */
export const acceptRules = [accept, clearUnanswered, toEntry]

import { docUrls } from '@wazzup-kit/core/schemas'
import { avitoProfileOf, chatKey, deleteMessage, editMessage, quoteOf } from '../../account/chats.ts'
import type { EmulatedChannel } from '../../account/entities/entities.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import { toWebhookError, type SendOutcome } from '../../account/send-outcome.ts'
import type { OutgoingStatus, WebhookError, WebhookMessage } from '../../webhooks/message-items.ts'
import { writeDate } from '../../webhooks/message-dates.ts'
import type { Call } from '../call.ts'
import { isText, type Fields } from '../field-checks.ts'
import { rule } from '../../rules/rule.ts'
import { contentOf, isTelegram } from './echo-content.ts'
import { isSilent } from './send/channel.ts'

// The webhooks that report a send, an edit and a deletion.

const { connections, messages, webhooks } = docUrls

/** Returns the user who sends or edits. */
export const crmUserOf = rule(
  {
    id: 'access/sidecar-author',
    sentence: 'A sidecar sends and edits on behalf of its CRM, so `crmUserId` has no effect.',
    docUrl: connections,
    basis: 'documented',
  },
  ({ key }: Call, { crmUserId }: Fields): string | undefined =>
    key !== 'sidecar' && isText(crmUserId) ? crmUserId : undefined,
)

const authorOf = rule(
  {
    id: 'send/author',
    sentence:
      'The author of an echo is the `crmUserId` of its send, if that user was uploaded. Unknown users are ignored.',
    docUrl: messages,
    basis: 'our assumption',
  },
  (call: Call, crmUserId: string | undefined): Pick<WebhookMessage, 'authorName' | 'authorId'> => {
    const user = crmUserId === undefined ? undefined : call.world.state.users.get(crmUserId)
    return user ? { authorName: user.name, authorId: user.id } : { authorName: 'Admin' }
  },
)

const steps = ['sent', 'delivered', 'read'] as const

const statusesUpTo = rule(
  [
    {
      id: 'echo/statuses',
      sentence: '`statuses` report that a message was `sent`, `delivered` and `read`.',
      docUrl: webhooks,
      basis: 'documented',
      option: 'simulate.message',
    },
    {
      id: 'echo/telegram',
      sentence: 'Telegram never reports `delivered`.',
      docUrl: webhooks,
      basis: 'observed in production',
    },
  ],
  (furthest: (typeof steps)[number], transport: string): OutgoingStatus[] => {
    const passed = steps.slice(0, steps.indexOf(furthest) + 1)
    return isTelegram(transport) ? passed.filter((step) => step !== 'delivered') : passed
  },
)

/** A sent message, and the timestamp of its statuses. */
interface Echo {
  message: WebhookMessage
  timestamp: string
}

/** Sets the status of a message and reports it. */
function reportStatus(call: Call, { message, timestamp }: Echo, status: OutgoingStatus, error?: WebhookError): void {
  Object.assign(message, { status, ...(error && { error }) })
  call.announce({ statuses: [{ messageId: message.messageId, timestamp, status, ...(error && { error }) }] })
}

const reportFailure = rule(
  [
    {
      id: 'echo/failure',
      sentence: 'A failure is reported in `statuses`, with its code, a description and sometimes `data`.',
      docUrl: webhooks,
      basis: 'documented',
      option: 'simulate.message.failNext',
    },
    {
      id: 'echo/failure-inside',
      sentence: 'A failure may be reported in the message itself instead.',
      docUrl: webhooks,
      basis: 'observed in production',
      option: "simulate.message.failNext(code, { inside: 'messages' })",
    },
  ],
  (call: Call, echo: Echo, outcome: SendOutcome & { end: 'fails' }): void => {
    const { message } = echo
    const error = toWebhookError(outcome)
    if (outcome.inside === 'messages') Object.assign(message, { status: 'error', error })
    call.announce({ messages: [message] })
    if (outcome.inside === 'statuses') reportStatus(call, echo, 'error', error)
  },
)

const reportArrival = rule(
  [
    {
      id: 'echo/already-read',
      sentence: 'The echo of a send may already have the status `read`.',
      docUrl: webhooks,
      basis: 'observed in production',
      option: 'simulate.message.echoNextAs',
    },
    {
      id: 'echo/already-delivered',
      sentence:
        'The echo of a send may also have the status `delivered`. The statuses up to the one in the echo still follow.',
      docUrl: webhooks,
      basis: 'our assumption',
      option: 'simulate.message.echoNextAs',
    },
    {
      id: 'echo/by-itself',
      sentence: 'By default a message becomes `delivered`. It becomes `read` only on command.',
      docUrl: webhooks,
      basis: 'our assumption',
      option: 'simulate.message',
    },
  ],
  (call: Call, echo: Echo, outcome: SendOutcome & { end: 'arrives' }, { transport }: EmulatedChannel): void => {
    const { echoes = 'sent' } = outcome
    echo.message.status = echoes
    call.announce({ messages: [echo.message] })
    for (const status of statusesUpTo(echoes === 'read' ? 'read' : 'delivered', transport))
      reportStatus(call, echo, status)
  },
)

/** Reports an accepted send: its echo, then its statuses or its failure. */
export const echoSend = rule(
  [
    {
      id: 'echo/send',
      sentence: 'After an accepted send, Wazzup posts its echo, by "Admin" without an id, and its statuses.',
      docUrl: webhooks,
      basis: 'observed in production',
    },
    {
      id: 'echo/nothing',
      sentence: 'For an accepted send, Wazzup can post neither an echo nor a status.',
      docUrl: messages,
      basis: 'observed in production',
      option: 'simulate.message.dropNext',
    },
  ],
  (call: Call, entry: LedgerEntry, channel: EmulatedChannel, outcome: SendOutcome): void => {
    const { state, clock, messageDates } = call.world
    const { messageId, channelId, chatType, chatId, crmUserId, refMessageId } = entry
    const contact = state.customers.get(chatKey(entry))
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
    const echo = { message, timestamp: writeDate(clock.now()) }
    if (outcome.end === 'fails') reportFailure(call, echo, outcome)
    if (outcome.end === 'arrives') reportArrival(call, echo, outcome, channel)
  },
)

/** Reports an accepted edit. `entry` is changed already. */
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

/** Reports an accepted deletion. */
export function echoDeletion(call: Call, entry: LedgerEntry): void {
  const { state } = call.world
  const message = state.messages.get(entry.messageId)
  if (!message) return
  const item = deleteMessage(state, message)
  if (!isSilent(state.channels.get(entry.channelId))) call.announce({ messages: [item] })
}

/** Functions of this file that implement rules. */
export const echoRules = [echoSend, authorOf, crmUserOf, statusesUpTo, reportArrival, reportFailure]

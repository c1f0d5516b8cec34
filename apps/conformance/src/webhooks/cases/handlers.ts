import { delivery, rejected, seenBy, type Case } from '../case.ts'
import { delivered, inbound, outgoing } from '../odd-deliveries/odd-delivery.ts'

const say = (text: string, messageId = 'asked') => ({ ...inbound, messageId, text })
const failing = (text: string): Case => ({
  title: `returns 500 and still handles the other events when a handler fails (${text})`,
  request: delivery({ messages: [say('before'), say(text), say('after')], statuses: [delivered] }),
  status: 500,
  saw: [
    ...seenBy([{ kind: 'message', text: 'before' }]),
    { by: 'first', event: { kind: 'message', text } },
    { by: 'onError', event: { kind: 'message', text } },
    { by: 'second', event: { kind: 'message', text } },
    ...seenBy([{ kind: 'message', text: 'after' }, { kind: 'status' }]),
  ],
})

/** Handlers and their effect on the response. */
export const handlerCases: readonly Case[] = [
  failing('throw'),
  failing('reject'),
  {
    title: 'returns 504 when a handler never ends',
    to: 'hasty',
    request: delivery({ messages: [say('never end')] }),
    status: 504,
  },
  {
    title: 'waits for a reply that a handler sends before it responds',
    request: delivery({ messages: [say('reply', 'answered')] }),
    status: 200,
    saw: seenBy([{ kind: 'message' }]),
    sent: [{ chatId: inbound.chatId, text: 'a reply' }],
  },
  {
    title: 'sends one reply to a message that is delivered twice',
    request: delivery({ messages: [say('reply', 'twice'), say('reply', 'twice')] }),
    status: 200,
    saw: seenBy([{ kind: 'message' }, { kind: 'message' }]),
    sent: [{ text: 'a reply' }],
  },
  {
    title: 'sends a reply to a missed call',
    request: delivery({ messages: [{ ...say('reply', 'called'), type: 'missing_call' }] }),
    status: 200,
    saw: seenBy([{ kind: 'missedCall' }]),
    sent: [{ chatId: inbound.chatId, text: 'a reply' }],
  },
  {
    title: 'calls only their own handlers for group and system messages',
    request: delivery({
      messages: [
        { ...say('reply', 'group'), chatType: 'whatsgroup' },
        { ...say('reply', 'line'), type: 'system' },
      ],
    }),
    status: 200,
    saw: seenBy([{ kind: 'groupMessage' }, { kind: 'system' }]),
  },
  {
    title: 'sends no reply to an echo',
    request: delivery({ messages: [{ ...outgoing, text: 'reply' }] }),
    status: 200,
    saw: seenBy([{ kind: 'echo' }]),
  },
  {
    title: 'passes the whole client to a handler',
    request: delivery({ messages: [say('list')] }),
    status: 200,
    saw: seenBy([{ kind: 'message' }]),
  },
  {
    title: 'calls handlers in the order of the events, also when an earlier one is slow',
    request: delivery({ messages: [say('reply', 'slow'), say('quick', 'quick')] }),
    status: 200,
    saw: seenBy([
      { kind: 'message', messageId: 'slow' },
      { kind: 'message', messageId: 'quick' },
    ]),
    sent: [{ text: 'a reply' }],
  },
  {
    title: 'returns 200 for events without a handler',
    to: 'mute',
    request: delivery({ messages: [say('anything'), outgoing], statuses: [delivered], news: 1 }),
    status: 200,
  },
  {
    title: 'returns 200 for a body with only unknown keys and calls onError',
    to: 'mute',
    request: delivery({ foo: 1, data: { messages: [say('anything')] } }),
    status: 200,
    saw: rejected(200),
  },
  {
    title: 'calls onError for an unrecognized event without a handler',
    to: 'mute',
    request: delivery({ messages: [null, say('anything')] }),
    status: 200,
    saw: [{ by: 'onError', event: { kind: 'unrecognized', key: 'messages' } }],
  },
]

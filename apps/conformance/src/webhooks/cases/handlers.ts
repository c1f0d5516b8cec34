import { delivery, rejected, seenBy, type Case } from '../case.ts'
import { delivered, inbound, outgoing } from '../odd-deliveries/odd-delivery.ts'

const say = (text: string, messageId = 'asked') => ({ ...inbound, messageId, text })
const failing = (text: string): Case => ({
  title: `a handler that fails gets 500, and its neighbours are handled: ${text}`,
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

/** What handlers do. */
export const handlerCases: readonly Case[] = [
  failing('throw'),
  failing('reject'),
  {
    title: 'a handler that never ends gets 504',
    to: 'hasty',
    request: delivery({ messages: [say('never end')] }),
    status: 504,
  },
  {
    title: 'a handler answers in the chat, before the reply',
    request: delivery({ messages: [say('reply', 'answered')] }),
    status: 200,
    saw: seenBy([{ kind: 'message' }]),
    sent: [{ chatId: inbound.chatId, text: 'a reply' }],
  },
  {
    title: 'a message that comes twice is answered once',
    request: delivery({ messages: [say('reply', 'twice'), say('reply', 'twice')] }),
    status: 200,
    saw: seenBy([{ kind: 'message' }, { kind: 'message' }]),
    sent: [{ text: 'a reply' }],
  },
  {
    title: 'a missed call is answered',
    request: delivery({ messages: [{ ...say('reply', 'called'), type: 'missing_call' }] }),
    status: 200,
    saw: seenBy([{ kind: 'missedCall' }]),
    sent: [{ chatId: inbound.chatId, text: 'a reply' }],
  },
  {
    title: 'a group and a line of the messenger are not answered',
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
    title: 'nobody answers an echo of an order',
    request: delivery({ messages: [{ ...outgoing, text: 'reply' }] }),
    status: 200,
    saw: seenBy([{ kind: 'echo' }]),
  },
  {
    title: 'a handler has the whole client',
    request: delivery({ messages: [say('list')] }),
    status: 200,
    saw: seenBy([{ kind: 'message' }]),
  },
  {
    title: 'handlers come one after the other, however long they take',
    request: delivery({ messages: [say('reply', 'slow'), say('quick', 'quick')] }),
    status: 200,
    saw: seenBy([
      { kind: 'message', messageId: 'slow' },
      { kind: 'message', messageId: 'quick' },
    ]),
    sent: [{ text: 'a reply' }],
  },
  {
    title: 'what nobody handles is well received',
    to: 'mute',
    request: delivery({ messages: [say('anything'), outgoing], statuses: [delivered], news: 1 }),
    status: 200,
  },
  {
    title: 'a body in which nothing is known gets 200 and is reported',
    to: 'mute',
    request: delivery({ foo: 1, data: { messages: [say('anything')] } }),
    status: 200,
    saw: rejected(200),
  },
  {
    title: 'what cannot be read and nobody handles is reported',
    to: 'mute',
    request: delivery({ messages: [null, say('anything')] }),
    status: 200,
    saw: [{ by: 'onError', event: { kind: 'unrecognized', key: 'messages' } }],
  },
]

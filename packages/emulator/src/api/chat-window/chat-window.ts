import { docUrls } from '@wazzup-kit/core/schemas'
import { chatKey } from '../../account/chats.ts'
import type { State } from '../../account/state.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, RouteHandler } from '../call.ts'
import { isFields, isText, optional, wrongFields, type Fields } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'
import { windowEventRules } from './events.ts'
import { openWindow, windowRules } from './windows.ts'

const { chatWindow: docUrl } = docUrls

type Checks = Readonly<Record<string, (value: unknown) => boolean>>

const fits =
  (checks: Checks) =>
  (value: unknown): boolean =>
    isFields(value) && wrongFields(value, checks).length === 0

const text = optional((value) => typeof value === 'string')
const flag = optional((value) => typeof value === 'boolean')

const isChat = rule(
  {
    id: 'chat-window/chats',
    sentence:
      'A chat in `filter` requires only its `chatType`, `activeChat` requires nothing. All other fields are accepted and ignored, for example `username` and `phone` of older pages.',
    docUrl,
    basis: 'our assumption',
  },
  fits({ chatType: (value) => isText(value) }),
)

const hasRightFields = rule(
  {
    id: 'chat-window/fields',
    sentence:
      '`user.id` and `user.name` are required, as on the older page. `options` has `clientType`, a text, and two flags.',
    docUrl,
    basis: 'documented',
  },
  fits({
    user: fits({ id: (value) => isText(value), name: text }),
    scope: (value) => value === 'global' || value === 'card',
    activeChat: optional(isFields),
    options: optional(fits({ clientType: text, useDealsEvents: flag, useMessageEvents: flag })),
  }),
)

/** Returns the chats of a card; undefined when they are missing or invalid. */
const readCard = rule(
  {
    id: 'chat-window/scope',
    sentence: '`scope` is `global` or `card`. A card needs a `filter`.',
    docUrl,
    basis: 'documented',
  },
  ({ scope, filter }: Fields): readonly unknown[] | undefined => {
    if (scope !== 'card') return []
    return Array.isArray(filter) && filter.length > 0 && filter.every(isChat) ? filter : undefined
  },
)

const rejectBody = rule(
  {
    id: 'chat-window/wrong',
    sentence:
      'Wazzup rejects a wrong body as invalid, in the shape of the other errors of this route. No code is documented for it.',
    docUrl,
    basis: 'our assumption',
    codes: ['VALIDATION_ERROR'],
  },
  (call: Call): ApiResponse => call.reject('VALIDATION_ERROR', { shape: 'nested' }),
)

const rejectUser = rule(
  [
    {
      id: 'chat-window/user',
      sentence:
        'Wazzup rejects a user without `user.name`, even one that was uploaded, although the newest page calls the name optional.',
      docUrl,
      basis: 'observed in production',
      codes: ['INVALID_USER'],
    },
    {
      id: 'chat-window/named-user',
      sentence: 'With a name, the chat window also opens for a user who was not uploaded.',
      docUrl,
      basis: 'our assumption',
    },
    {
      id: 'chat-window/errors',
      sentence: 'The errors of the chat window are `{ error: { code } }`, or 500. They occur on command.',
      docUrl,
      basis: 'documented',
      codes: ['NO_SUCH_ACCOUNT'],
      codesCome: 'on command',
      option: 'faults.calls.respondWith',
    },
  ],
  (call: Call, { user }: Fields): ApiResponse | undefined =>
    isFields(user) && isText(user.name) ? undefined : call.reject('INVALID_USER'),
)

const startsDialog = rule(
  [
    {
      id: 'chat-window/by-phone',
      sentence:
        'The chat window does not start a dialog of Telegram or MAX by phone. Send a message by phone first, then use the chat id of the response.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'chat-window/by-phone-response',
      sentence: 'For a chat that has only a phone, the response has an address, but no contact is created.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (chat: unknown): chat is Fields & { chatType: string; chatId: string } =>
    isFields(chat) && isText(chat.chatType) && isText(chat.chatId),
)

/** Creates the contacts of the chats that are opened. */
const createContacts = rule(
  [
    {
      id: 'chat-window/contact',
      sentence:
        'When the chat window opens, an unknown contact is created. Its name is the given one, or else its chat id.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'chat-window/contact-place',
      sentence:
        "The contact that the chat window creates is Wazzup's own, in `state.customers`. It is not in the list of contacts, which belongs to the CRM.",
      docUrl,
      basis: 'our assumption',
    },
  ],
  ({ customers }: State, chats: readonly unknown[]): void => {
    for (const chat of chats.filter(startsDialog)) {
      const key = chatKey(chat)
      if (!customers.has(key)) customers.set(key, { name: isText(chat.name) ? chat.name : chat.chatId })
    }
  },
)

function get(call: Call): ApiResponse {
  const { body, world } = call
  if (!isFields(body) || !hasRightFields(body)) return rejectBody(call)
  const card = readCard(body)
  if (!card) return rejectBody(call)
  const rejection = rejectUser(call, body)
  if (rejection) return rejection
  createContacts(world.state, [...card, body.activeChat])
  return { status: 200, json: { url: openWindow(world, body) } }
}

export const chatWindow = { 'chatWindow.get': get } satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const chatWindowRules = [
  ...windowRules,
  readCard,
  hasRightFields,
  isChat,
  rejectBody,
  createContacts,
  startsDialog,
  rejectUser,
  ...windowEventRules,
]

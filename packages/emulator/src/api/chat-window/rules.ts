import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../../rules/rule-data.ts'

const { chatWindow } = docUrls

/** The chat window. */
export const chatWindowRules = {
  'chat-window/url': documented(chatWindow, 'A chat window is an address with a host of eight digits and a token.'),
  'chat-window/scope': documented(chatWindow, '`scope` is `global` or `card`; a card needs a `filter`.'),
  'chat-window/fields': documented(
    chatWindow,
    '`user.id` and `user.name` are required, as on the older page; in `options` are `clientType`, a text, and two flags.',
  ),
  'chat-window/chats': judged(
    chatWindow,
    'Of a chat in `filter` only `chatType` must be there, of `activeChat` nothing; all else is taken unread, `username` and `phone` of older pages too.',
  ),
  'chat-window/wrong': judged(
    chatWindow,
    'What is wrong is refused as invalid, in the shape of its other errors: the page names no code for it.',
    { codes: ['VALIDATION_ERROR'] },
  ),
  'chat-window/contact': documented(
    chatWindow,
    'An unknown contact is created when it is opened, by its name or else its chat id.',
  ),
  'chat-window/contact-place': judged(
    chatWindow,
    "It is a contact of Wazzup, in `state.clients`: the list of contacts is the CRM's, and has none more.",
  ),
  'chat-window/by-phone': documented(
    chatWindow,
    'A phone starts no dialog of Telegram or MAX here: send by phone first, then use the chat id of its answer.',
  ),
  'chat-window/by-phone-answer': judged(
    chatWindow,
    'Asked for by phone alone there is an address all the same, and no contact.',
  ),
  'chat-window/user': seenLive(
    chatWindow,
    'Without `user.name` the window is rejected, even for a user who was uploaded, although the newest page calls the name an option.',
    { codes: ['INVALID_USER'] },
  ),
  'chat-window/named-user': judged(chatWindow, 'With a name it opens, also for a user who was not uploaded.'),
  'chat-window/errors': documented(chatWindow, 'Its errors are `{ error: { code } }`, or 500; these come by command.', {
    codes: ['NO_SUCH_ACCOUNT'],
    codesCome: 'on command',
    option: 'faults.answer',
  }),
} satisfies Rules

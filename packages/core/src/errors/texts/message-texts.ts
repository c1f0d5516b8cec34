import * as docUrls from '../../api/doc-urls.ts'
import type { ErrorText } from './error-text.ts'

const docUrl = docUrls.messages

/** The documentation shows the whole response, including its status. */
// @__NO_SIDE_EFFECTS__
function shown(meaning: string, remedy: string): ErrorText {
  return { meaning, remedy, docUrl, status: 400, source: 'documented' }
}

/**
 * The documentation lists the code without a status. That it is 400, as in the documented responses, is our assumption.
 */
// @__NO_SIDE_EFFECTS__
function listed(meaning: string, remedy: string): ErrorText {
  return { meaning, remedy, docUrl, status: 400, statusBasis: 'our assumption', source: 'documented' }
}

const textOrFile = listed(
  'The message has both a text and a file.',
  'Send the file with `contentUri` and its caption with `text` as two messages.',
)

// @__NO_SIDE_EFFECTS__
function tooLong(what: string, transport: string): ErrorText {
  return listed(
    `${what} is too long.`,
    `Shorten it, or split it into several messages; \`textLimits\` has the lengths for ${transport}.`,
  )
}

// @__NO_SIDE_EFFECTS__
function tooBig(transport: string): ErrorText {
  return listed(
    `The file is larger than ${transport} accepts.`,
    'Send a smaller file, or a link to it in `text`; `fileLimits` has the sizes.',
  )
}

/**
 * Errors of `messages.send`, `messages.edit` and `messages.delete`.
 * https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
export const messageErrorTexts = {
  INVALID_MESSAGE_DATA: shown(
    'A field is missing or wrong, see `fields`; or both `text` and `contentUri` are given.',
    'Correct the fields: `channelId` is a uuid, `chatType` a documented value, `chatId` a string.',
  ),
  WRONG_TRANSPORT: shown(
    'The `chatType` does not belong to the transport of the channel; `data` names both.',
    'Take the channel of the right transport from `channels.list`, or correct `chatType` (a WABA channel takes `whatsapp`).',
  ),
  REPEATED_CRM_MESSAGE_ID: shown(
    'This `crmMessageId` was used moments ago, so this request sent nothing.',
    'For the same message, wait for its echo or status; give any other its own `crmMessageId`, or none to have one generated.',
  ),
  BALANCE_IS_EMPTY: listed(
    'The WABA balance is used up.',
    'Have the account owner add money to the WABA balance in the Wazzup account, then send again.',
  ),
  MESSAGE_WRONG_CONTENT_TYPE: listed(
    'The type of the file could not be detected or is not supported.',
    'Make `contentUri` lead to a file of a type that the messenger accepts.',
  ),
  MESSAGE_ONLY_TEXT_OR_CONTENT: textOrFile,
  MESSAGES_ONLY_TEXT_OR_CONTENT: textOrFile,
  MESSAGE_NOTHING_TO_SEND: listed('The message has no text.', 'Give it a `text`, a `contentUri` or a `templateId`.'),
  MESSAGE_TEXT_TOO_LONG: tooLong('The text', 'WhatsApp'),
  MESSAGES_TOO_LONG_INSTAGRAM: tooLong('The text of the Instagram message', 'Instagram'),
  MESSAGES_TOO_LONG_TELEGRAM: tooLong('The text of the Telegram message', 'Telegram'),
  MESSAGES_TOO_LONG_WABA: tooLong('The header or the text of the WABA message', 'WABA (`wapi`)'),
  MESSAGES_TOO_LONG_WABA_HEADER: listed(
    'The header of the WABA template is too long.',
    'Shorten the value that goes into the header in `templateValues`, or have the template changed in the Wazzup account.',
  ),
  MESSAGES_TOO_LONG_WABA_TEMPLATE: listed(
    'The text of the WABA template is too long once its variables are filled.',
    'Shorten the values in `templateValues`, or have the template changed in the Wazzup account; `textLimits` has the lengths.',
  ),
  MESSAGES_TOO_LONG_VIBER: tooLong('The text of the Viber message', 'Viber'),
  MESSAGES_TOO_LONG_VK: tooLong('The text of the VK message', 'VK'),
  MESSAGES_TOO_LONG_AVITO: tooLong('The text or the caption of the Avito message', 'Avito'),
  MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI: listed(
    'Instagram does not accept files of this type.',
    'Convert it to a type of `instagramFileTypes`, or send a link in `text`.',
  ),
  MESSAGES_CONTENT_CAN_NOT_BE_BLANK: listed(
    'The message is not a text and has no file, or the file is empty.',
    'Open `contentUri` and check that its file is not empty.',
  ),
  MESSAGES_CONTENT_SIZE_EXCEEDED: tooBig('the API'),
  MESSAGES_CONTENT_SIZE_EXCEEDED_WABA: tooBig('WABA'),
  MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM: tooBig('Telegram'),
  MESSAGES_TEXT_CAN_NOT_BE_BLANK: listed('The text is empty.', 'Give `text` at least one visible character.'),
  MESSAGE_DOWNLOAD_CONTENT_ERROR: listed(
    'Wazzup could not download the file from `contentUri`.',
    'Make `contentUri` a public link that returns the file at once, without a redirect, then repeat the call.',
  ),
  CHANNEL_NOT_FOUND: listed(
    'The channel is not part of this integration.',
    'Read `channels.list` again and take the `channelId` from there.',
  ),
  CHANNEL_BLOCKED: listed(
    'The channel is switched off: it is out of the subscription, deleted, or under maintenance.',
    'Have the account owner look at the channel in the Wazzup account, and send again when `channels.list` shows it as `active`.',
  ),
  CHANNEL_NOT_ACTIVE: {
    meaning: 'The channel is not active. This code is undocumented; its meaning is our assumption.',
    remedy:
      'Have the account owner look at the channel in the Wazzup account, and send again when `channels.list` shows it as `active`.',
    docUrl,
    source: 'found in public code',
  } satisfies ErrorText,
  CHANNEL_WAPI_REJECTED: listed(
    'The WABA channel is blocked.',
    'Have the account owner look at the channel in the Wazzup account, and send through another channel until then.',
  ),
  CHANNEL_NO_MONEY: listed(
    'The channel is not paid for: it is out of the subscription, deleted, or under maintenance.',
    'Have the account owner look at the channel in the Wazzup account and pay for it, then send again.',
  ),
  CHANNEL_LIMIT_EXCEEDED: listed(
    'The channel has reached the number of dialogs per calendar month of its tariff; a dialog counts from its first outgoing message of the month.',
    'Have the account owner move the channel to a higher tariff, or wait until the 1st of the month, when the count starts again.',
  ),
  MESSAGE_CHANNEL_UNAVAILABLE: listed(
    'The channel is unavailable: its phone is not connected, or it is just starting.',
    'Have the account owner connect the phone, and send again when `channels.list` shows the channel as `active`.',
  ),
  MESSAGES_NOT_TEXT_FIRST: {
    meaning: 'The channel is on the Inbox tariff, which does not let you write first.',
    remedy: 'Wait until the customer writes, or have the account owner change the tariff.',
    docUrl,
    status: 400,
    statusBasis: 'observed in production',
    source: 'documented',
  } satisfies ErrorText,
  MESSAGES_IS_SPAM: listed(
    'The message was rated as spam.',
    'Change the text and send more slowly; do not send the same text to many chats.',
  ),
  MESSAGES_ABNORMAL_SEND: listed(
    'The chat type does not fit the source of the contact, for example an Instagram contact on a WhatsApp channel.',
    'Send through a channel of the messenger that the chat belongs to.',
  ),
  MESSAGES_INVALID_CONTACT_TYPE: listed(
    'The Instagram channel and the chat type do not match.',
    'Send to Instagram chats through an Instagram channel and to all others through their own.',
  ),
  MESSAGES_CAN_NOT_ADD: listed(
    'Wazzup reports a fault of its server, and the message may have been sent.',
    'Wait for its echo or status; send it again only under the same `crmMessageId`, while Wazzup remembers the id.',
  ),
  REFERENCE_MESSAGE_NOT_FOUND: listed(
    'The message to be quoted was not found.',
    "Put a message id that came from Wazzup into `refMessageId`, not the messenger's or your own.",
  ),
  TEMPLATE_REJECTED: listed(
    'The template cannot be used: it was restricted or rejected.',
    'Take another template that `templates.list` shows as approved, or wait until the customer writes.',
  ),
  BUILD_TEMPLATE_ERROR: {
    meaning:
      'The template could not be filled: its id, its variables or the channel is wrong. This code is undocumented.',
    remedy: 'Compare `templateId`, `templateValues` and `channelId` with the template in `templates.list`.',
    docUrl,
    source: 'found in public code',
  } satisfies ErrorText,
  BAD_CONTACT: listed(
    'The message was not sent: the number may not be on WhatsApp, or the version of the app there is outdated.',
    'Check the number in `chatId`, and try later or through another messenger.',
  ),
  CHAT_NO_ACCESS: listed('There is no access to this chat.', 'Have the account owner check the access settings.'),
  MESSAGES_NOT_FOUND: listed(
    'The message does not exist or has no content.',
    'Check that `messageId` came from `messages.send` or a webhook.',
  ),
  MESSAGES_EDITING_TIME_EXPIRED: listed(
    'The message is too old to be edited; the limit is undocumented.',
    'Send a new message with the correction.',
  ),
  MESSAGES_DELETION_TIME_EXPIRED: listed(
    'The message is too old to be deleted; the limit is undocumented.',
    'Leave the message as it is, or send a new one that corrects it.',
  ),
  MESSAGES_CONTAIN_BUTTONS: listed('A message with buttons cannot be edited.', 'Send a new message instead.'),
  CHANNEL_INVALID_TRANSPORT_FOR_EDITING: listed(
    'The transport of this channel cannot edit messages; observed in production for WABA.',
    'Send a new message with the correction.',
  ),
  CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING: listed(
    'The transport of this channel cannot replace the file of a message.',
    'Send the new file as a new message.',
  ),
  CHANNEL_INVALID_TRANSPORT_FOR_DELETION: listed(
    'The transport of this channel cannot delete messages; observed in production for WABA.',
    'Leave the message as it is, or send a new one that corrects it.',
  ),
}

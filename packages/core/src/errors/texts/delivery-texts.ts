import * as docUrls from '../../api/doc-urls.ts'
import type { DeliveryErrorCode } from '../codes/delivery-codes.ts'
import type { ErrorText } from './error-text.ts'

const docUrl = docUrls.webhooks

// @__NO_SIDE_EFFECTS__
function listed(meaning: string, remedy: string): ErrorText {
  return { meaning, remedy, docUrl, source: 'documented' }
}

/** An undocumented code that public code handles. */
// @__NO_SIDE_EFFECTS__
function unlisted(meaning: string, remedy: string): ErrorText {
  return {
    meaning: `${meaning}. This code is undocumented; its meaning is our assumption.`,
    remedy,
    docUrl,
    source: 'found in public code',
  }
}

const noMoney = unlisted(
  'The account or the channel has no money for this message',
  'Have the account owner add money, then send again.',
)

/** Meaning and remedy of each code of `deliveryErrors`. */
export const deliveryErrorTexts: Record<DeliveryErrorCode, ErrorText> = {
  BAD_CONTACT: listed(
    'WhatsApp or Telegram has no such account.',
    'Check `chatId`, `phone` or `username`, and try another messenger.',
  ),
  CHATID_IGSID_MISMATCH: listed(
    'The Instagram account was not found or has been renamed.',
    'Take the `chatId` from a newer incoming message, or wait until the customer writes again.',
  ),
  TOO_LONG_TEXT: listed('The text is too long for the messenger.', 'Shorten it; `textLimits` has the lengths.'),
  BAD_LINK: listed(
    "Instagram's filter does not accept a link in the text.",
    'Send the message without the link, or with another one.',
  ),
  TOO_BIG_CONTENT: listed(
    'The file is too large.',
    'Send a smaller file, or a link to it in `text`; `fileLimits` has the sizes.',
  ),
  SPAM: listed('The message is suspected to be spam.', 'Change the text and send more slowly.'),
  TOO_MANY_EXT_REQS: listed(
    'The account sends more than the messenger allows.',
    'Pause this channel for some minutes, and send more slowly after that.',
  ),
  WRONG_CONTENT: listed(
    'Instagram does not accept the file.',
    'Send a file that Instagram accepts; `instagramFileTypes` and `fileLimits` have types and sizes.',
  ),
  MESSAGE_CANCELLED: listed(
    'The sending was stopped; the reason is undocumented.',
    'Send it again if it is still wanted.',
  ),
  '24_HOURS_EXCEEDED': listed(
    'The WABA conversation window is closed: the last message of the customer is too long ago.',
    'Send an approved template with `templateId`, or wait until the customer writes.',
  ),
  '7_DAYS_EXCEEDED': listed(
    'The Instagram conversation window is closed: the last message of the customer is too long ago.',
    'Wait until the customer writes.',
  ),
  COMMENT_DELETED: listed('The Instagram comment was deleted.', 'Wait until the customer writes.'),
  COMMENT_ALREADY_PRIVATE_REPLIED: listed(
    'The Instagram comment already has its one private reply.',
    'Wait until the customer writes in the direct chat.',
  ),
  COMMENT_INVALID_FOR_PRIVATE_REPLY: listed(
    'The Instagram comment cannot get a private reply.',
    'Wait until the customer writes in the direct chat.',
  ),
  COMMENT_CAN_BE_TEXT_ONLY: listed(
    'A reply to an Instagram comment can only be text.',
    'Send `text` without a file, or a link to the file.',
  ),
  MENTION_FORBIDDEN: listed('This user cannot be mentioned.', 'Send the text without the mention.'),
  CONTENT_CONVERSION_ERROR: listed('The file could not be converted for the messenger.', 'Send it in another format.'),
  MESSAGE_DELETED: listed('The sender deleted the message.', 'Send a new message if it was deleted by mistake.'),
  CANNOT_REPLY_TO_DELETED: listed('The message to be quoted was deleted.', 'Send it again without `refMessageId`.'),
  CHANNEL_REJECTED: listed(
    'The channel is banned.',
    'Have the account owner look at the channel in the Wazzup account, and send through another channel.',
  ),
  GENERAL_ERROR: listed(
    'Wazzup failed for an identified reason.',
    'Try later, and write to the support of Wazzup if the error persists.',
  ),
  UNKNOWN_ERROR: listed(
    'Wazzup failed for an unidentified reason.',
    'Try later, and write to the support of Wazzup if the error persists.',
  ),
  NOT_ENOUGH_MONEY: noMoney,
  NOTENOUGHMONEY: noMoney,
  TEMPLATE_NOT_FOUND: unlisted(
    'The template does not exist',
    'Take the `templateGuid` of an approved template from `templates.list` as `templateId`.',
  ),
}

import {
  fixChannelLater,
  fixChat,
  fixMessage,
  fixMessageLater,
  ownerOfChannel,
  ownerOfChannelLater,
  recipient,
  wazzupLater,
  type ErrorFacts,
} from './error-facts.ts'

/** Every known error code of a webhook: in a message or a status, after Wazzup has accepted the send. */
export const deliveryErrors = {
  BAD_CONTACT: recipient,
  CHATID_IGSID_MISMATCH: fixChat,
  TOO_LONG_TEXT: fixMessage,
  BAD_LINK: fixMessage,
  TOO_BIG_CONTENT: fixMessage,
  SPAM: fixMessage,
  TOO_MANY_EXT_REQS: fixChannelLater,
  WRONG_CONTENT: fixMessage,
  MESSAGE_CANCELLED: fixMessageLater,
  '24_HOURS_EXCEEDED': fixChat,
  '7_DAYS_EXCEEDED': recipient,
  COMMENT_DELETED: recipient,
  COMMENT_ALREADY_PRIVATE_REPLIED: recipient,
  COMMENT_INVALID_FOR_PRIVATE_REPLY: recipient,
  COMMENT_CAN_BE_TEXT_ONLY: fixMessage,
  MENTION_FORBIDDEN: fixMessage,
  CONTENT_CONVERSION_ERROR: fixMessage,
  MESSAGE_DELETED: fixMessage,
  CANNOT_REPLY_TO_DELETED: fixMessage,
  CHANNEL_REJECTED: ownerOfChannel,
  GENERAL_ERROR: wazzupLater,
  UNKNOWN_ERROR: wazzupLater,
  NOT_ENOUGH_MONEY: ownerOfChannelLater,
  NOTENOUGHMONEY: ownerOfChannelLater,
  TEMPLATE_NOT_FOUND: fixMessage,
} satisfies Record<string, ErrorFacts>

/** A code of {@link deliveryErrors}. */
export type DeliveryErrorCode = keyof typeof deliveryErrors

import { fix, fixLater, owner, ownerLater, recipient, wazzupLater, type ErrorFacts } from './error-facts.ts'

/** Every known error code of a webhook: in a message or a status, after Wazzup has accepted the send. */
export const deliveryErrors = {
  BAD_CONTACT: recipient,
  CHATID_IGSID_MISMATCH: fix,
  TOO_LONG_TEXT: fix,
  BAD_LINK: fix,
  TOO_BIG_CONTENT: fix,
  SPAM: fix,
  TOO_MANY_EXT_REQS: fixLater,
  WRONG_CONTENT: fix,
  MESSAGE_CANCELLED: fixLater,
  '24_HOURS_EXCEEDED': fix,
  '7_DAYS_EXCEEDED': recipient,
  COMMENT_DELETED: recipient,
  COMMENT_ALREADY_PRIVATE_REPLIED: recipient,
  COMMENT_INVALID_FOR_PRIVATE_REPLY: recipient,
  COMMENT_CAN_BE_TEXT_ONLY: fix,
  MENTION_FORBIDDEN: fix,
  CONTENT_CONVERSION_ERROR: fix,
  MESSAGE_DELETED: fix,
  CANNOT_REPLY_TO_DELETED: fix,
  CHANNEL_REJECTED: owner,
  GENERAL_ERROR: wazzupLater,
  UNKNOWN_ERROR: wazzupLater,
  NOT_ENOUGH_MONEY: ownerLater,
  NOTENOUGHMONEY: ownerLater,
  TEMPLATE_NOT_FOUND: fix,
} satisfies Record<string, ErrorFacts>

/** A code of {@link deliveryErrors}. */
export type DeliveryErrorCode = keyof typeof deliveryErrors

import {
  fix,
  fixLater,
  owner,
  ownerLater,
  recipient,
  recipientLater,
  wazzupLater,
  wazzupNow,
  type ErrorFacts,
} from './error-facts.ts'
import type { DeliveryErrorCode } from './delivery-codes.ts'

/** Every known error code of the API. A code in its second spelling (`repeatedCrmMessageId`) has the same entry. */
export const apiErrors = {
  INVALID_APIKEY: owner,
  INVALID_API_KEY: owner,
  FORBIDDEN: owner,
  VALIDATION_ERROR: fix,
  UNKNOWN_ERROR: wazzupLater,
  UNKNOWN_ERROR_WITH_TRACE_ID: wazzupLater,

  INVALID_MESSAGE_DATA: fix,
  WRONG_TRANSPORT: fix,
  REPEATED_CRM_MESSAGE_ID: fix,
  BALANCE_IS_EMPTY: ownerLater,
  MESSAGE_WRONG_CONTENT_TYPE: fix,
  MESSAGE_ONLY_TEXT_OR_CONTENT: fix,
  MESSAGES_ONLY_TEXT_OR_CONTENT: fix,
  MESSAGE_NOTHING_TO_SEND: fix,
  MESSAGE_TEXT_TOO_LONG: fix,
  MESSAGES_TOO_LONG_INSTAGRAM: fix,
  MESSAGES_TOO_LONG_TELEGRAM: fix,
  MESSAGES_TOO_LONG_WABA: fix,
  MESSAGES_TOO_LONG_WABA_HEADER: fix,
  MESSAGES_TOO_LONG_WABA_TEMPLATE: fix,
  MESSAGES_TOO_LONG_VIBER: fix,
  MESSAGES_TOO_LONG_VK: fix,
  MESSAGES_TOO_LONG_AVITO: fix,
  MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI: fix,
  MESSAGES_CONTENT_CAN_NOT_BE_BLANK: fix,
  MESSAGES_CONTENT_SIZE_EXCEEDED: fix,
  MESSAGES_CONTENT_SIZE_EXCEEDED_WABA: fix,
  MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM: fix,
  MESSAGES_TEXT_CAN_NOT_BE_BLANK: fix,
  MESSAGE_DOWNLOAD_CONTENT_ERROR: fixLater,
  CHANNEL_NOT_FOUND: fix,
  CHANNEL_BLOCKED: ownerLater,
  CHANNEL_NOT_ACTIVE: ownerLater,
  CHANNEL_WAPI_REJECTED: owner,
  CHANNEL_NO_MONEY: ownerLater,
  CHANNEL_LIMIT_EXCEEDED: ownerLater,
  MESSAGE_CHANNEL_UNAVAILABLE: ownerLater,
  MESSAGES_NOT_TEXT_FIRST: recipient,
  MESSAGES_IS_SPAM: fix,
  MESSAGES_ABNORMAL_SEND: fix,
  MESSAGES_INVALID_CONTACT_TYPE: fix,
  MESSAGES_CAN_NOT_ADD: wazzupNow,
  REFERENCE_MESSAGE_NOT_FOUND: fix,
  TEMPLATE_REJECTED: fix,
  BUILD_TEMPLATE_ERROR: fix,
  BAD_CONTACT: recipientLater,
  CHAT_NO_ACCESS: owner,
  MESSAGES_NOT_FOUND: fix,
  MESSAGES_EDITING_TIME_EXPIRED: fix,
  MESSAGES_DELETION_TIME_EXPIRED: fix,
  MESSAGES_CONTAIN_BUTTONS: fix,
  CHANNEL_INVALID_TRANSPORT_FOR_EDITING: fix,
  CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING: fix,
  CHANNEL_INVALID_TRANSPORT_FOR_DELETION: fix,

  INVALID_USERS_DATA: fix,
  INVALID_CONTACTS_DATA: fix,
  INVALID_DEALS_DATA: fix,
  INVALID_PIPELINES_DATA: fix,
  TOO_MANY_ENTITIES: fix,
  USER_LIMIT_EXCEEDED: fix,
  DUPLICATE_PHONE_NUMBER: fix,
  uriNotValid: fix,
  testPostNotPassed: fixLater,
  NO_SUCH_ACCOUNT: owner,
  INVALID_USER: fix,
} satisfies Record<string, ErrorFacts>

/** A code of {@link apiErrors}. */
export type ApiErrorCode = keyof typeof apiErrors

/** Facts about a response without a known code, by HTTP status. */
export const statusErrors = {
  401: owner,
  403: owner,
  404: fix,
  408: wazzupNow,
  429: { retry: 'now', actor: 'developer' },
  500: wazzupNow,
} satisfies Record<number, ErrorFacts>

/**
 * Codes of a fault inside Wazzup. With any status, they do not prove that the call had no effect. `GENERAL_ERROR` is
 * documented for webhooks only. That a call can get it too is undocumented; our assumption.
 */
export const codesWithoutProof: readonly (ApiErrorCode | DeliveryErrorCode)[] = [
  'UNKNOWN_ERROR',
  'UNKNOWN_ERROR_WITH_TRACE_ID',
  'MESSAGES_CAN_NOT_ADD',
  'GENERAL_ERROR',
]

/**
 * Statuses below 500 that do not prove that the call had no effect: a server or proxy stopped waiting, and Wazzup may have
 * received the request. 408 is defined by HTTP, 460 by AWS and 499 by nginx, for a connection that was closed too early.
 */
export const statusesWithoutProof: readonly number[] = [408, 460, 499]

import {
  fixAccount,
  fixCall,
  fixCallLater,
  fixChannel,
  fixChat,
  fixMessage,
  fixMessageLater,
  ownerOfAccount,
  ownerOfChannel,
  ownerOfChannelLater,
  ownerOfChat,
  recipient,
  recipientLater,
  wazzupLater,
  wazzupNow,
  type ErrorFacts,
} from './error-facts.ts'
import type { DeliveryErrorCode } from './delivery-codes.ts'

/** Every known error code of the API. A code in its second spelling (`repeatedCrmMessageId`) has the same entry. */
export const apiErrors = {
  INVALID_APIKEY: ownerOfAccount,
  INVALID_API_KEY: ownerOfAccount,
  FORBIDDEN: ownerOfAccount,
  VALIDATION_ERROR: fixCall,
  UNKNOWN_ERROR: wazzupLater,
  UNKNOWN_ERROR_WITH_TRACE_ID: wazzupLater,

  INVALID_MESSAGE_DATA: fixMessage,
  WRONG_TRANSPORT: fixMessage,
  REPEATED_CRM_MESSAGE_ID: fixMessage,
  BALANCE_IS_EMPTY: ownerOfChannelLater,
  MESSAGE_WRONG_CONTENT_TYPE: fixMessage,
  MESSAGE_ONLY_TEXT_OR_CONTENT: fixMessage,
  MESSAGES_ONLY_TEXT_OR_CONTENT: fixMessage,
  MESSAGE_NOTHING_TO_SEND: fixMessage,
  MESSAGE_TEXT_TOO_LONG: fixMessage,
  MESSAGES_TOO_LONG_INSTAGRAM: fixMessage,
  MESSAGES_TOO_LONG_TELEGRAM: fixMessage,
  MESSAGES_TOO_LONG_WABA: fixMessage,
  MESSAGES_TOO_LONG_WABA_HEADER: fixMessage,
  MESSAGES_TOO_LONG_WABA_TEMPLATE: fixMessage,
  MESSAGES_TOO_LONG_VIBER: fixMessage,
  MESSAGES_TOO_LONG_VK: fixMessage,
  MESSAGES_TOO_LONG_AVITO: fixMessage,
  MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI: fixMessage,
  MESSAGES_CONTENT_CAN_NOT_BE_BLANK: fixMessage,
  MESSAGES_CONTENT_SIZE_EXCEEDED: fixMessage,
  MESSAGES_CONTENT_SIZE_EXCEEDED_WABA: fixMessage,
  MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM: fixMessage,
  MESSAGES_TEXT_CAN_NOT_BE_BLANK: fixMessage,
  MESSAGE_DOWNLOAD_CONTENT_ERROR: fixMessageLater,
  CHANNEL_NOT_FOUND: fixChannel,
  CHANNEL_BLOCKED: ownerOfChannelLater,
  CHANNEL_NOT_ACTIVE: ownerOfChannelLater,
  CHANNEL_WAPI_REJECTED: ownerOfChannel,
  CHANNEL_NO_MONEY: ownerOfChannelLater,
  CHANNEL_LIMIT_EXCEEDED: ownerOfChannelLater,
  MESSAGE_CHANNEL_UNAVAILABLE: ownerOfChannelLater,
  MESSAGES_NOT_TEXT_FIRST: recipient,
  MESSAGES_IS_SPAM: fixMessage,
  MESSAGES_ABNORMAL_SEND: fixMessage,
  MESSAGES_INVALID_CONTACT_TYPE: fixChat,
  MESSAGES_CAN_NOT_ADD: wazzupNow,
  REFERENCE_MESSAGE_NOT_FOUND: fixMessage,
  TEMPLATE_REJECTED: fixMessage,
  BUILD_TEMPLATE_ERROR: fixMessage,
  BAD_CONTACT: recipientLater,
  CHAT_NO_ACCESS: ownerOfChat,
  MESSAGES_NOT_FOUND: fixMessage,
  MESSAGES_EDITING_TIME_EXPIRED: fixMessage,
  MESSAGES_DELETION_TIME_EXPIRED: fixMessage,
  MESSAGES_CONTAIN_BUTTONS: fixMessage,
  CHANNEL_INVALID_TRANSPORT_FOR_EDITING: fixMessage,
  CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING: fixMessage,
  CHANNEL_INVALID_TRANSPORT_FOR_DELETION: fixMessage,

  INVALID_USERS_DATA: fixCall,
  INVALID_CONTACTS_DATA: fixCall,
  INVALID_DEALS_DATA: fixCall,
  INVALID_PIPELINES_DATA: fixCall,
  TOO_MANY_ENTITIES: fixCall,
  USER_LIMIT_EXCEEDED: fixAccount,
  DUPLICATE_PHONE_NUMBER: fixCall,
  uriNotValid: fixCall,
  testPostNotPassed: fixCallLater,
  NO_SUCH_ACCOUNT: ownerOfAccount,
  INVALID_USER: fixCall,
} satisfies Record<string, ErrorFacts>

/** A code of {@link apiErrors}. */
export type ApiErrorCode = keyof typeof apiErrors

/** Facts about a response without a known code, by HTTP status. */
export const statusErrors = {
  401: ownerOfAccount,
  403: ownerOfAccount,
  404: fixCall,
  408: wazzupNow,
  429: { retry: 'now', actor: 'developer', scope: 'call' },
  500: wazzupNow,
} satisfies Record<number, ErrorFacts>

/**
 * Codes of a fault inside Wazzup. With any status, they do not prove that the call had no effect. `GENERAL_ERROR` is
 * documented for webhooks only. That a call can get it too is undocumented; our assumption.
 */
export const codesWithoutProof: readonly (ApiErrorCode | DeliveryErrorCode)[] = [
  'UNKNOWN_ERROR_WITH_TRACE_ID',
  'UNKNOWN_ERROR',
  'MESSAGES_CAN_NOT_ADD',
  'GENERAL_ERROR',
]

/**
 * Statuses below 500 that do not prove that the call had no effect: a server or proxy stopped waiting, and Wazzup may have
 * received the request. 408 is defined by HTTP, 460 by AWS and 499 by nginx, for a connection that was closed too early.
 */
export const statusesWithoutProof: readonly number[] = [408, 460, 499]

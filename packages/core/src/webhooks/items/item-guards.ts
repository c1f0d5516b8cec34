// Printed by `pnpm docs:print` from the schemas of webhooks/items/items.ts. Do not edit. docs/decisions/guards-and-lazy-schemas.md
// Each returns whether a value fits its schema without any conversion. If it returns false, valibot reads the value.

import { isMoment } from './timestamp.ts'

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFilledString(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isStringOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isString(value)
}

function isMessageItemChatType(value: unknown): boolean {
  return (
    value === 'whatsapp' ||
    value === 'whatsgroup' ||
    value === 'viber' ||
    value === 'instagram' ||
    value === 'telegram' ||
    value === 'telegroup' ||
    value === 'vk' ||
    value === 'avito' ||
    value === 'max' ||
    value === 'maxgroup'
  )
}

function isMessageItemChatTypeOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemChatType(value)
}

function isMessageItemType(value: unknown): boolean {
  return (
    value === 'text' ||
    value === 'image' ||
    value === 'audio' ||
    value === 'video' ||
    value === 'document' ||
    value === 'vcard' ||
    value === 'geo' ||
    value === 'wapi_template' ||
    value === 'unsupported' ||
    value === 'missing_call' ||
    value === 'unknown' ||
    value === 'system'
  )
}

function isMessageItemTypeOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemType(value)
}

function isMessageItemStatus(value: unknown): boolean {
  return (
    value === 'sent' ||
    value === 'delivered' ||
    value === 'read' ||
    value === 'error' ||
    value === 'inbound' ||
    value === 'edited'
  )
}

function isMessageItemStatusOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemStatus(value)
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isBooleanOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isBoolean(value)
}

function isMessageItemContact(value: unknown): boolean {
  return (
    isObject(value) &&
    isStringOrNothing(value.name) &&
    isStringOrNothing(value.avatarUri) &&
    isStringOrNothing(value.username) &&
    isStringOrNothing(value.phone) &&
    isStringOrNothing(value.messengerChatId)
  )
}

function isMessageItemContactOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemContact(value)
}

function isMessageItemOldInfo(value: unknown): boolean {
  return (
    isObject(value) &&
    isStringOrNothing(value.oldText) &&
    isStringOrNothing(value.oldAuthorId) &&
    isStringOrNothing(value.oldAuthorName)
  )
}

function isMessageItemOldInfoOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemOldInfo(value)
}

function isMessageItemQuotedMessage(value: unknown): boolean {
  return (
    isObject(value) &&
    isStringOrNothing(value.messageId) &&
    isStringOrNothing(value.id) &&
    isMessageItemTypeOrNothing(value.type) &&
    isStringOrNothing(value.text) &&
    isStringOrNothing(value.contentUri) &&
    isStringOrNothing(value.authorName) &&
    isStringOrNothing(value.authorId)
  )
}

function isMessageItemQuotedMessageOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemQuotedMessage(value)
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value)
}

function isNumberOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isNumber(value)
}

function isMessageItemInstPost(value: unknown): boolean {
  return (
    isObject(value) &&
    isStringOrNothing(value.id) &&
    isStringOrNothing(value.src) &&
    isStringOrNothing(value.sha1) &&
    isNumberOrNothing(value.likes) &&
    isStringOrNothing(value.author) &&
    isNumberOrNothing(value.comments) &&
    isMoment(value.timestamp) &&
    isMoment(value.updatedAt) &&
    isStringOrNothing(value.authorName) &&
    isStringOrNothing(value.authorId) &&
    isStringOrNothing(value.description) &&
    isStringOrNothing(value.previewSha1) &&
    isStringOrNothing(value.imageSrc) &&
    isStringOrNothing(value.previewSrc)
  )
}

function isMessageItemInstPostOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemInstPost(value)
}

function isList(value: unknown): boolean {
  return Array.isArray(value)
}

function isListOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isList(value)
}

function isMessageItemAdvert(value: unknown): boolean {
  return isObject(value)
}

function isMessageItemAdvertOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemAdvert(value)
}

/** Returns whether a value fits its schema without any conversion. */
export function isMessageItem(value: unknown): boolean {
  return (
    isObject(value) &&
    isFilledString(value.messageId) &&
    isStringOrNothing(value.channelId) &&
    isMessageItemChatTypeOrNothing(value.chatType) &&
    isStringOrNothing(value.chatId) &&
    isMoment(value.dateTime) &&
    isMessageItemTypeOrNothing(value.type) &&
    isMessageItemStatusOrNothing(value.status) &&
    isBooleanOrNothing(value.isEcho) &&
    isStringOrNothing(value.text) &&
    isStringOrNothing(value.contentUri) &&
    isMessageItemContactOrNothing(value.contact) &&
    isStringOrNothing(value.authorName) &&
    isStringOrNothing(value.authorId) &&
    isBooleanOrNothing(value.sentFromApp) &&
    isBooleanOrNothing(value.isEdited) &&
    isBooleanOrNothing(value.isDeleted) &&
    isMessageItemOldInfoOrNothing(value.oldInfo) &&
    isStringOrNothing(value.avitoProfileId) &&
    isMessageItemQuotedMessageOrNothing(value.quotedMessage) &&
    isMessageItemInstPostOrNothing(value.instPost) &&
    isListOrNothing(value.interactive) &&
    isMessageItemAdvertOrNothing(value.advert)
  )
}

/** Returns whether a value fits its schema without any conversion. */
export function isStatusItem(value: unknown): boolean {
  return (
    isObject(value) &&
    isFilledString(value.messageId) &&
    isMessageItemStatusOrNothing(value.status) &&
    isMoment(value.timestamp)
  )
}

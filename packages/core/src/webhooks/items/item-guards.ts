// Printed by `pnpm docs:print` from the schemas of webhooks/items/items.ts. Do not edit. docs/decisions/guards-and-lazy-schemas.md
// Each returns whether a value fits its schema without any conversion. If it returns false, valibot reads the value.

import { chatTypes } from '../../api/values.ts'
import { isItemId } from './item-fields.ts'
import { messageStatuses, messageTypes } from './items.ts'
import { isMoment } from './timestamp.ts'

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isStringOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isString(value)
}

function isMessageItemChatType(value: unknown): boolean {
  return (chatTypes as readonly unknown[]).includes(value)
}

function isMessageItemChatTypeOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemChatType(value)
}

function isMessageItemType(value: unknown): boolean {
  return (messageTypes as readonly unknown[]).includes(value)
}

function isMessageItemTypeOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isMessageItemType(value)
}

function isMessageItemStatus(value: unknown): boolean {
  return (messageStatuses as readonly unknown[]).includes(value)
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

function isItemIdOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isItemId(value)
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null
}

function isList(value: unknown): boolean {
  return Array.isArray(value)
}

function isListOrNothing(value: unknown): boolean {
  return value === undefined || value === null || isList(value)
}

/** Returns whether a value fits its schema without any conversion. */
export function isMessageItem(value: unknown): boolean {
  return (
    isObject(value) &&
    isItemId(value.messageId) &&
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
    isItemIdOrNothing(value.authorName) &&
    isItemIdOrNothing(value.authorId) &&
    isBooleanOrNothing(value.sentFromApp) &&
    isBooleanOrNothing(value.isEdited) &&
    isBooleanOrNothing(value.isDeleted) &&
    isNothing(value.oldInfo) &&
    isStringOrNothing(value.avitoProfileId) &&
    isNothing(value.quotedMessage) &&
    isNothing(value.instPost) &&
    isListOrNothing(value.interactive) &&
    isNothing(value.advert)
  )
}

/** Returns whether a value fits its schema without any conversion. */
export function isStatusItem(value: unknown): boolean {
  return (
    isObject(value) &&
    isItemId(value.messageId) &&
    isMessageItemStatusOrNothing(value.status) &&
    isMoment(value.timestamp)
  )
}

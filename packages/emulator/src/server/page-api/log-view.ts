import type { DeliveryRecord } from '../../webhooks/delivery-log.ts'
import { parsed } from '../../webhooks/delivery-log.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { RequestRecord } from '../../api/request-log.ts'
import type { WebhookBody } from '../../webhooks/bodies.ts'
import { explainCode, explainSend, explainStatus } from './explain.ts'
import { dialogKey } from '../../account/dialogs.ts'
import type { ChatKey, Explained, LogDetail, LogLine } from './page-types.ts'

/** Number of the newest lines of each kind in a snapshot. */
const LINES = 500

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

/** Returns the code of `{ error: 'CODE' }` or `{ error: { code } }`. */
function codeIn(response: string | undefined): string | undefined {
  const { error } = fieldsOf(parsed(response ?? '', undefined))
  const code = typeof error === 'string' ? error : fieldsOf(error).code
  return typeof code === 'string' ? code : undefined
}

function errorOf({ route, status, response }: RequestRecord): Explained | undefined {
  if (status === undefined || status === null || status < 400) return undefined
  const code = codeIn(response)
  if (route === 'messages.send') return explainSend(code, status)
  return code === undefined ? explainStatus(status) : explainCode(code, 'request')
}

/** Returns the chat of a send. If the send has a phone instead, the chat id is in the response. */
function chatOf({ route, body, response }: RequestRecord): ChatKey | undefined {
  if (route !== 'messages.send') return undefined
  const { channelId, chatType, chatId } = fieldsOf(body)
  const told = chatId ?? fieldsOf(parsed(response ?? '', undefined)).chatId
  const known = typeof channelId === 'string' && typeof chatType === 'string' && typeof told === 'string'
  return known ? dialogKey({ channelId, chatType, chatId: told }) : undefined
}

const short = (words: readonly unknown[]): string | undefined => {
  const text = words.filter((word) => word !== undefined && word !== null && word !== '').join(', ')
  return text === '' ? undefined : text.slice(0, 120)
}

function wordsOfRequest({ body }: RequestRecord): string | undefined {
  if (Array.isArray(body)) return short([body.length])
  const { text, contentUri, templateId, webhooksUri } = fieldsOf(body)
  return short([text ?? contentUri ?? templateId ?? webhooksUri])
}

function wordsOfDelivery({ messages = [], statuses = [], ...rest }: WebhookBody): string | undefined {
  const { channelsUpdates = [], templateStatus, createContact } = rest
  return short([
    ...messages.map(({ text, type, isDeleted }) => (isDeleted ? 'isDeleted' : (text ?? type))),
    ...statuses.map(({ status, error }) => error?.error ?? status),
    ...channelsUpdates.map(({ state }) => state),
    templateStatus?.status,
    createContact?.name,
  ])
}

/** Returns a request as one line of the log. */
export function requestLine(request: RequestRecord): LogLine {
  const { number, at, method, path, route, status, milliseconds, fault } = request
  const error = errorOf(request)
  const chat = chatOf(request)
  const says = wordsOfRequest(request)
  return {
    kind: 'request',
    number,
    at,
    method,
    path,
    about: route ?? '',
    status,
    milliseconds,
    ...(fault && { fault }),
    ...(error && { error }),
    ...(says !== undefined && { says }),
    ...(chat !== undefined && { chat }),
  }
}

/** Returns a delivery as one line of the log. */
export function deliveryLine(delivery: DeliveryRecord): LogLine {
  const { number, at, url, kinds, body, response, milliseconds, fault, failure } = delivery
  const told = typeof body === 'object' && body !== null && kinds.length > 0 ? (body as WebhookBody) : {}
  const { messages = [], statuses = [] } = told
  const says = wordsOfDelivery(told)
  const ids = [...messages, ...statuses].map(({ messageId }) => messageId)
  const status = response === undefined ? undefined : (response?.status ?? null)
  return {
    kind: 'delivery',
    number,
    at,
    method: 'POST',
    path: url,
    about: kinds.join(', '),
    status,
    milliseconds,
    ...(fault && { fault }),
    ...(failure && { failure }),
    ...(says !== undefined && { says }),
    ...(ids.length > 0 ? { messageIds: ids } : {}),
  }
}

type Logs = Pick<Emulator, 'requests' | 'deliveries'>

/** Returns the newest lines of both kinds, newest first. */
export function newestLines({ requests, deliveries }: Logs): LogLine[] {
  const lines = [...requests.slice(-LINES).map(requestLine), ...deliveries.slice(-LINES).map(deliveryLine)]
  return lines.sort((one, other) => other.at - one.at)
}

/** Returns the record with this number. The oldest records of a long log are gone, so the first one need not be 1. */
function numbered<Item extends { readonly number: number }>(
  records: readonly Item[],
  number: number,
): Item | undefined {
  return records[number - (records[0]?.number ?? 1)]
}

/** Returns the details of a line; undefined when there is no such line. */
export function detailOf(logs: Logs, kind: string, number: number): LogDetail | undefined {
  if (kind === 'request') {
    const request = numbered(logs.requests, number)
    if (!request) return undefined
    const { query, headers, body, response } = request
    return { line: requestLine(request), query, headers, body, response: response && parsed(response, response) }
  }
  const delivery = kind === 'delivery' ? numbered(logs.deliveries, number) : undefined
  if (!delivery) return undefined
  const { body, response } = delivery
  return { line: deliveryLine(delivery), query: {}, headers: {}, body, response: response?.json ?? response?.text }
}

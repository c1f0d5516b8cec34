import { buttonsOf, templateOf } from '../../api/messages/sent-buttons.ts'
import { isGroup } from '../../account/chats.ts'
import { dialogKey } from '../../account/dialogs.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { EmulatedTemplate } from '../../account/entities/entities.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { WebhookMessage } from '../../webhooks/message-items.ts'
import { explainCode } from './explain.ts'
import type { ButtonView, MessageView } from './page-types.ts'

/** Returns the text of a template with its variables replaced: those of the header first, then those of the body. */
export function textOfTemplate({ components }: EmulatedTemplate, values?: readonly string[]): string {
  let rest = values
  const parts = components.flatMap(({ text }) => {
    if (text === undefined) return []
    const filled = text.replace(/\{\{(\d+)\}\}/g, (variable, position: string) => {
      return rest ? (rest[Number(position) - 1] ?? variable) : variable
    })
    rest = rest?.slice(new Set(text.match(/\{\{\d+\}\}/g)).size)
    return [filled]
  })
  return parts.join('\n\n')
}

function fileOf(url: string): MessageView['file'] {
  const { pathname = '', searchParams } = URL.canParse(url) ? new URL(url) : {}
  const last = pathname.split('/').at(-1) ?? ''
  return { url, name: searchParams?.get('filename') ?? (last === '' ? url : decodeSafely(last)) }
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function fromOf(message: WebhookMessage, sent: LedgerEntry | undefined): MessageView['from'] {
  if (!message.isEcho) return 'customer'
  if (sent) return 'app'
  if (message.sentFromApp) return 'wazzup'
  return message.authorId ? 'crm' : 'phone'
}

/**
 * Returns the name of the operator, or of the member of a group who wrote: on Telegram the contact is the group, and its
 * username is the member.
 */
function authorOf({ isEcho, authorName, chatType, contact }: WebhookMessage): string | null | undefined {
  if (isEcho || !isGroup(chatType)) return authorName
  return chatType === 'telegroup' ? contact?.username : contact?.name
}

/** Returns the parts that only a send through the API has: buttons and the text of a template. */
function partsOfSend({ state }: Pick<Emulator, 'state'>, sent: LedgerEntry): Pick<MessageView, 'text' | 'buttons'> {
  const found = templateOf(state, sent)
  const rows = buttonsOf(state, sent)
  const buttons = rows.map((row) =>
    row.map(({ text, url }): ButtonView => ({ text, ...(url === undefined ? {} : { url }) })),
  )
  return {
    ...(found && { text: textOfTemplate(found.template, found.values) }),
    ...(rows.flat().length > 0 ? { buttons } : {}),
  }
}

/** Returns a message as its chat shows it. */
export function viewOf(
  emulator: Pick<Emulator, 'state' | 'ledger'>,
  message: WebhookMessage,
  sent?: LedgerEntry,
): MessageView {
  const { messageId, type, status, text, contentUri, error, isDeleted } = message
  const author = authorOf(message)
  const quoted = message.quotedMessage as MessageView['quoted'] | null | undefined
  return {
    messageId,
    chat: dialogKey(message),
    at: Date.parse(message.dateTime),
    from: fromOf(message, sent),
    ...(author ? { author } : {}),
    type,
    ...(text ? { text } : {}),
    ...(contentUri ? { file: fileOf(contentUri) } : {}),
    status,
    ...(error ? { error: explainCode(error.error, 'webhook') } : {}),
    ...(quoted ? { quoted: { messageId: quoted.messageId, text: quoted.text, type: quoted.type } } : {}),
    ...(sent?.state === 'edited' ? { edited: true } : {}),
    ...(isDeleted ? { deleted: true } : {}),
    ...(sent && partsOfSend(emulator, sent)),
  }
}

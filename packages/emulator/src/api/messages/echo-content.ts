import { MEGABYTE, telegramVoice } from '@wazzup-kit/core/messengers'
import { docUrls } from '@wazzup-kit/core/schemas'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { MessageType, WebhookMessage } from '../../webhooks/message-items.ts'
import { rule } from '../../rules/rule.ts'
import { readTemplateCode } from './send/templates.ts'

const { messages, webhooks } = docUrls

/** Message types by file extension; any other file is a document. */
const typesByEnding: readonly [RegExp, MessageType][] = [
  [/\.(jpe?g|png|gif|bmp|webp|was)$/i, 'image'],
  [/\.(mp3|ogg|opus|m4a|wav)$/i, 'audio'],
  [/\.(mp4|mov|avi|webm|3gp)$/i, 'video'],
]

export const isTelegram = (transport: string): boolean => transport === 'tgapi' || transport === 'telegram'

/** Returns whether a file is too big for a voice message. A file of unknown size counts as small. */
const isTooBigForVoice = rule(
  {
    id: 'echo/voice',
    sentence: `On Telegram ${telegramVoice.content.join(' and ')} of up to ${telegramVoice.bytes / MEGABYTE} MB are sent as a voice message, bigger ones as a file.`,
    docUrl: messages,
    basis: 'documented',
    option: 'contentFetch',
  },
  ({ contentBytes = 0 }: LedgerEntry, path: string, transport: string): boolean => {
    const isVoice =
      isTelegram(transport) && telegramVoice.content.some((ending) => path.toLowerCase().endsWith(`.${ending}`))
    return isVoice && contentBytes > telegramVoice.bytes
  },
)

const typeOfFile = rule(
  {
    id: 'echo/file-type',
    sentence:
      'The type of a file depends on the extension in its address. A voice message is `audio`; a recording that Telegram sends as a file is `document`.',
    docUrl: webhooks,
    basis: 'our assumption',
  },
  (entry: LedgerEntry, contentUri: string, transport: string): MessageType => {
    const path = contentUri.replace(/[?#].*$/s, '')
    if (isTooBigForVoice(entry, path, transport)) return 'document'
    return typesByEnding.find(([ending]) => ending.test(path))?.[1] ?? 'document'
  },
)

const sendsTemplate = rule(
  {
    id: 'echo/template',
    sentence: 'A template has the type `wapi_template`.',
    docUrl: webhooks,
    basis: 'documented',
  },
  ({ text, templateId }: LedgerEntry, transport: string): boolean => {
    const coded = transport === 'wapi' && text !== undefined && readTemplateCode(text) !== undefined
    return templateId !== undefined || coded
  },
)

/** Returns the content of the echo of a send or an edit. */
export const contentOf = rule(
  [
    {
      id: 'echo/template-text',
      sentence: 'The echo of a template has no text: none is documented.',
      docUrl: webhooks,
      basis: 'our assumption',
    },
    {
      id: 'echo/file-link',
      sentence: "An echo has the link of its send, not one to Wazzup's store.",
      docUrl: webhooks,
      basis: 'our assumption',
    },
  ],
  (entry: LedgerEntry, transport: string): Pick<WebhookMessage, 'type' | 'text' | 'contentUri'> => {
    if (sendsTemplate(entry, transport)) return { type: 'wapi_template' }
    const { text, contentUri } = entry
    return { type: contentUri === undefined ? 'text' : typeOfFile(entry, contentUri, transport), text, contentUri }
  },
)

/** Functions of this file that implement rules. */
export const echoContentRules = [typeOfFile, isTooBigForVoice, contentOf, sendsTemplate]

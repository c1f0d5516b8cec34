import { docUrls } from '@wazzup-kit/core/schemas'
import { avitoProfileOf, quoteOf } from '../account/chats.ts'
import type { EmulatedChannel } from '../account/entities/entities.ts'
import { dropUndefined, type OptionalFields } from '../account/optional-fields.ts'
import type { SimulatedFile } from '../account/files.ts'
import { rule } from '../rules/rule.ts'
import { instagramPostFields, type MessageType, type WebhookMessage } from '../webhooks/message-items.ts'
import { chatIdOf, contactOf, type Person } from './person.ts'
import { chatTypeOf, type SimulatedWorld } from './simulated-world.ts'

const { webhooks: docUrl } = docUrls

/**
 * A message of a customer. Any field of the webhook may be given, also as null; fields that are left out get a value.
 */
export interface CustomerMessage extends OptionalFields<WebhookMessage> {
  /**
   * UUID of the channel to which the customer writes.
   *
   * @default the first WhatsApp channel
   */
  channelId?: string | undefined
  /**
   * The messenger, for example `telegroup` for a group on Telegram.
   *
   * @default the usual one of the channel
   */
  chatType?: string | undefined
  /**
   * Id of the chat in this messenger.
   *
   * @default the chat of `from`
   */
  chatId?: string | undefined
  /**
   * Kind of content. An `image`, `audio`, `video` or `document` gets a `contentUri`.
   *
   * @default 'text'
   */
  type?: MessageType | undefined
  /**
   * Text of the message.
   *
   * @default 'Hello' in a message of the type `text`, otherwise none
   */
  text?: string | null | undefined
  /**
   * When the customer wrote: ISO 8601.
   *
   * @default now, by the emulator's clock; to the minute on personal WhatsApp
   */
  dateTime?: string | undefined
  /**
   * Id of the quoted message; `quotedMessage` is derived from it.
   *
   * @default no quote
   */
  quotes?: string | undefined
  /**
   * Customer who writes; `chatId` and `contact` are derived from it.
   *
   * @default Dora, a customer of every channel
   */
  from?: Person | undefined
  /**
   * Options of a poll. It arrives as a text, with `text` as its question.
   *
   * @default no poll
   */
  poll?: readonly string[] | undefined
  /**
   * Name of the file of an `image`, `audio`, `video` or `document`. An image called `sticker.was` is a sticker.
   *
   * @default a usual name of the type, for example 'picture.jpg'
   */
  fileName?: string | undefined
  /**
   * File of the message, which the app can fetch from its `contentUri`: from the emulator's port, or in process with
   * `emulator.fetch`. The type of the message follows from it.
   *
   * @default a placeholder, for the types that have a file
   */
  file?: SimulatedFile | undefined
}

const fileNames: Partial<Record<MessageType, string>> = {
  image: 'picture.jpg',
  audio: 'voice.ogg',
  video: 'video.mp4',
  document: 'document.pdf',
}

/** Returns a link to a file in Wazzup's store. */
const linkToFile = rule(
  [
    {
      id: 'customer/file-link',
      sentence: "The file of a message is a link to Wazzup's store, with `?filename=`.",
      docUrl,
      basis: 'documented',
    },
    {
      id: 'customer/file-host',
      sentence:
        'The link leads to the emulator, which serves the given file or a placeholder as an attachment. In process the host does not exist, and `emulator.fetch` responds to the link.',
      docUrl,
      basis: 'our assumption',
    },
    {
      id: 'customer/sticker',
      sentence: 'A WhatsApp sticker is an `image` with a file whose name ends in `.was`.',
      docUrl,
      basis: 'documented',
      option: "simulate.customer.send({ type: 'image', fileName })",
    },
  ],
  ({ world }: SimulatedWorld, fileName: string): string => world.files.linkToPlaceholder(fileName),
)

/**
 * Returns the content of a message. That of `vcard`, `geo`, `system` and similar types is undocumented, so it is absent
 * unless given.
 */
function contentOf(
  simulated: SimulatedWorld,
  type: MessageType,
  fileName = fileNames[type],
): Pick<WebhookMessage, 'text' | 'contentUri'> {
  if (type === 'text') return { text: 'Hello' }
  return fileName === undefined ? {} : { contentUri: linkToFile(simulated, fileName) }
}

const textOfPoll = rule(
  [
    {
      id: 'customer/poll',
      sentence: 'A WhatsApp poll is a `text`. Each option is a line with a bullet.',
      docUrl,
      basis: 'documented',
      option: 'simulate.customer.send({ poll })',
    },
    {
      id: 'customer/poll-question',
      sentence: 'The question of a WhatsApp poll is above its options. The bullet is •.',
      docUrl,
      basis: 'documented',
      option: 'simulate.customer.send({ poll, text })',
    },
  ],
  (options: readonly string[], question?: string | null): string =>
    [...(question ? [question] : []), ...options.map((option) => `• ${option}`)].join('\n'),
)

/** Returns the fields of the webhook that the caller gave. */
const keepGivenFields = rule(
  [
    {
      id: 'customer/nulls',
      sentence: 'Any optional field of a message can be null.',
      docUrl,
      basis: 'observed in production',
      option: 'simulate.customer.send',
    },
    {
      id: 'customer/further-fields',
      sentence: `A comment on Instagram has \`instPost\` (${instagramPostFields.join(', ')}). A message with buttons of a Salesbot has \`interactive\`. A message about an Avito ad has \`advert\`.`,
      docUrl,
      basis: 'documented',
      option: 'simulate.customer.send',
    },
    {
      id: 'customer/further-given',
      sentence:
        'The emulator posts `instPost`, `interactive` and `advert` only when they are given, and unchanged. The content of `interactive` and `advert` is undocumented.',
      docUrl,
      basis: 'our assumption',
      option: 'simulate.customer.send',
    },
  ],
  <Given extends OptionalFields<WebhookMessage>>(given: Given) => dropUndefined(given),
)

/** Returns the message as the webhook has it, with values for the fields that are not given. */
export const writeCustomerMessage = rule(
  [
    {
      id: 'customer/message',
      sentence: 'A message of a customer has `isEcho` false and the `status` "inbound".',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'customer/types',
      sentence: 'A message of any type can occur on any transport.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (simulated: SimulatedWorld, message: CustomerMessage, channel: EmulatedChannel): WebhookMessage => {
    const { quotes, from, poll, fileName, file, ...given } = message
    const { state, messageDates } = simulated.world
    const chatType = given.chatType ?? chatTypeOf(channel)
    const chatId = given.chatId ?? chatIdOf(simulated, channel, chatType, from)
    const kept = file && simulated.world.files.keep(file)
    const type = given.type ?? kept?.type ?? 'text'
    return {
      messageId: simulated.messageIds.uuid(),
      channelId: channel.channelId,
      chatType,
      chatId,
      ...avitoProfileOf(channel),
      dateTime: given.dateTime ?? messageDates.next(channel.transport),
      type,
      isEcho: false,
      contact: contactOf(simulated, { chatType, chatId }, from),
      ...(kept ? { contentUri: kept.contentUri } : contentOf(simulated, type, fileName)),
      status: 'inbound',
      ...(quotes === undefined ? {} : quoteOf(state, quotes)),
      ...keepGivenFields(given),
      ...(poll && { text: textOfPoll(poll, given.text) }),
    }
  },
)

/** Functions of this file that implement rules. */
export const customerMessageRules = [writeCustomerMessage, linkToFile, textOfPoll, keepGivenFields]

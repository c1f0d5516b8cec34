import {
  toChat,
  type ChatOfEvent,
  type Handler,
  type QuietHandler,
  type QuietOptions,
  type Wazzup,
} from '@wazzup-kit/core'
import { toAddress } from '@wazzup-kit/core/messengers'
import type { EntryHandler, Outbox, OutboxEvent } from '@wazzup-kit/core/store'
import type { Order } from './orders.ts'

/** What the order desk needs from its host. */
export interface House {
  wazzup: Wazzup
  outbox: Outbox
  orders: ReadonlyMap<string, Order>
  /** Sends a report to the operators on duty. */
  report(line: string): unknown
}

const minute = 60_000

/** Messages are answered when no further one has come for two seconds, and neither late nor while an operator answers. */
export const quick: QuietOptions = { quiet: 2_000, maxAge: 15 * minute, whilePaused: 'skip' }

/** An operator who writes stops the bot in this chat for half an hour. */
export const takeover = { pause: 30 * minute }

/** What is reported of a message of the bot. If it fails after Wazzup has accepted it, a `status` event says so. */
export const troubles: readonly OutboxEvent[] = ['rejected', 'unknown', 'silent', 'undelivered', 'expired']

const help = 'Hello! Send me the number of your order, such as 1001. For its invoice, write "invoice 1001".'

/** Creates the handlers of the bot, the same for every host. They keep nothing in memory: the store survives a restart. */
export function createOrderDesk({ wazzup, outbox, orders, report }: House) {
  /** Answers all messages that a customer has written in quick succession with one message. */
  const messages: QuietHandler = async (batch, { id, reply }) => {
    const texts = batch.flatMap(({ text, instPost }) => (text && !instPost ? text : [])) // no picture, no public comment
    const wishes = texts.flatMap(readWishes)
    const lines = new Set<string>()
    for (const { number, isInvoice } of wishes) {
      const order = orders.get(number)
      if (!order) lines.add(`There is no order ${number}. Please check the number.`)
      else if (isInvoice) await sendInvoice(number, order, { chat: toChat(batch[0]!), id })
      else lines.add(`Order ${number}: ${order.place}.`)
    }
    if (texts.length > 0 && wishes.length === 0) lines.add(help)
    if (lines.size > 0) await reply({ text: [...lines].join('\n') })
  }

  /** Sends a file, and then its caption, unless the file has failed. A second run of the handler sends nothing: the id is the same. */
  async function sendInvoice(number: string, { invoice }: Order, { chat, id }: { chat: ChatOfEvent; id: string }) {
    const messages = [
      { ...chat, contentUri: invoice, clearUnanswered: false },
      { ...chat, text: `The invoice of order ${number}`, clearUnanswered: false },
    ]
    await outbox.sendInOrder(messages, { id: `invoice/${number}/${id}` })
  }

  /** Sends the customer of an order the message that it is ready: on WhatsApp, or else in Telegram. The shop may call it twice. */
  async function tellReady(number: string): Promise<void> {
    const order = orders.get(number)
    if (!order) throw new Error(`There is no order ${number}`)
    const channels = await wazzup.channels.list()
    const routes = ['whatsapp', 'tgapi'].flatMap((transport) => {
      const channel = channels.find((each) => each.transport === transport)
      const address = channel && toAddress(channel, order)
      return address ? [{ ...address, text: `Your order ${number} is ready.`, clearUnanswered: false }] : []
    })
    await outbox.send({ routes, after: 10 * minute }, { id: `ready/${number}`, expiresIn: 120 * minute })
  }

  /** Reports a message of the bot that was not sent, or of which nothing is known. */
  const trouble: EntryHandler = ({ id, code }, { event }) =>
    report(`Check the message ${id}: ${event}${code ? ` (${code})` : ''}.`)

  /** Reports a message that did not arrive, of the bot or of an operator. */
  const status: Handler<'status'> = ({ error }) =>
    error && report(`A message did not arrive. ${error.meaning} ${error.remedy}`)

  /** Returns the contact that Wazzup asks for. Its id follows from its chats, so it is the same when Wazzup asks again. */
  const createContact: Handler<'createContact'> = async ({ name, contactData, responsibleUserId }) => {
    const id = contactData.map(({ chatType, chatId }) => `${chatType}-${chatId}`).join('+')
    await report(`New contact ${id}: ${name ?? 'without a name'}.`)
    return { id, name: name ?? id, responsibleUserId: responsibleUserId ?? 'unassigned', contactData }
  }

  const channel: Handler<'channel'> = ({ channelId, state }) =>
    report(
      state === 'active'
        ? `Channel ${channelId} works again.`
        : `Channel ${channelId} cannot send: ${state ?? 'its state is missing'}.`,
    )

  return { messages, tellReady, trouble, status, createContact, channel }
}

/** Returns the numbers of orders in a text, and whether their invoices are wanted. */
function readWishes(text: string): { number: string; isInvoice: boolean }[] {
  const isInvoice = /invoice/i.test(text)
  return (text.match(/\d{3,}/g) ?? []).map((number) => ({ number, isInvoice }))
}

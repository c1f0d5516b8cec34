import { toChat, type Handler, type QuietHandler, type QuietOptions, type Wazzup } from '@wazzup-kit/core'
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
export const quick = { quiet: 2_000, maxAge: 15 * minute, whilePaused: 'skip' } as const satisfies QuietOptions

/** An operator who writes stops the bot in this chat for half an hour. */
export const takeover = { pause: 30 * minute }

/** What must not happen to a message unnoticed. A message that fails after Wazzup has accepted it is a `status` event. */
export const troubles = ['rejected', 'unknown', 'undelivered', 'expired'] as const satisfies readonly OutboxEvent[]

const help = 'Hello! Send me the number of your order, such as 1001. For its invoice, write "invoice 1001".'

/** Creates the handlers of the bot, the same for every host. They keep nothing in memory: the store survives a restart. */
export function createOrderDesk({ wazzup, outbox, orders, report }: House) {
  /** Answers all messages that a customer has written in quick succession with one message. */
  const messages: QuietHandler = async (batch, { id, reply }) => {
    const texts = batch.flatMap(({ type, text }) => (type === 'text' && text ? [text] : []))
    const lines = new Set<string>()
    let isUnderstood = texts.length === 0
    for (const text of texts) {
      for (const number of text.match(/\d{3,}/g) ?? []) {
        isUnderstood = true
        const order = orders.get(number)
        if (!order) lines.add(`There is no order ${number}. Please check the number.`)
        else if (!/invoice/i.test(text)) lines.add(`Order ${number}: ${order.place}.`)
        else {
          const chat = toChat(batch[0]!)
          const file = { ...chat, contentUri: order.invoice }
          const caption = { ...chat, text: `The invoice of order ${number}` }
          // The caption leaves when the file has arrived. With this id, a second run of the handler sends nothing.
          await outbox.sendInOrder([file, caption], { id: `invoice/${number}/${id}` })
        }
      }
    }
    if (!isUnderstood) lines.add(help)
    if (lines.size > 0) await reply({ text: [...lines].join('\n') })
  }

  /** Tells the customer of an order that it is ready: on WhatsApp, or else in Telegram. The shop may call it repeatedly. */
  async function tellReady(number: string): Promise<void> {
    const order = orders.get(number)
    if (!order) throw new Error(`There is no order ${number}`)
    const channels = await wazzup.channels.list()
    const routes = ['whatsapp', 'tgapi'].flatMap((transport) => {
      const channel = channels.find((each) => each.transport === transport)
      const address = channel && toAddress(channel, order)
      return address ? [{ ...address, text: `Your order ${number} is ready.` }] : []
    })
    await outbox.send({ routes, after: 10 * minute }, { id: `ready/${number}`, expiresIn: 120 * minute })
  }

  const trouble: EntryHandler = ({ id, code }, { event }) =>
    report(`The message ${id} is ${event}${code ? `: ${code}` : ''}.`)

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

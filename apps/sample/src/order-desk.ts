import type { Echo, Handler, Message, Wazzup } from '@wazzup-kit/core'

/** What the order desk needs from its host. */
export interface House {
  /** The current place of each order, by its number. */
  orders: ReadonlyMap<string, string>
  /** Sends a report to the operators on duty. */
  report(line: string): unknown
}

const greeting = 'Hello! Send me the number of your order and I will tell you where it is.'
const notUnderstood = 'Sorry, I only know about orders: send me a number, such as 1001.'
/** Minutes without replies after an operator wrote. */
const operatorMinutes = 30

/**
 * Creates the webhook handlers of the bot, the same for every host. They keep their state in memory: use a database in
 * production.
 */
export function createOrderDesk({ orders, report }: House) {
  const greeted = new Set<string>()
  const operatorSince = new Map<string, number>()
  const contacts = new Map<string, string>()

  function replyTo(message: Message): string {
    const number = /\d{3,}/.exec(message.text ?? '')?.[0]
    if (number === undefined) return greeted.has(chatOf(message)) ? notUnderstood : greeting
    const place = orders.get(number)
    return place === undefined ? `There is no order ${number}. Please check the number.` : `Order ${number}: ${place}.`
  }

  function isWithOperator(message: Message): boolean {
    const since = operatorSince.get(chatOf(message))
    return since !== undefined && timeOf(message) < since + operatorMinutes * 60_000
  }

  const message: Handler<'message', Wazzup> = async (event, { reply }) => {
    if (event.type !== 'text' || isWithOperator(event)) return
    const text = replyTo(event)
    greeted.add(chatOf(event))
    await reply({ text })
  }

  /** Stops replies in a chat after an operator wrote. The bot's own replies also arrive as echoes; their author is `api`. */
  const echo: Handler<'echo', Wazzup> = (event) => {
    const { author, error } = event
    // Observed in production: the echo of a failed message may have no chat.
    if (event.chatId && (author.is === 'operator' || author.is === 'phone'))
      operatorSince.set(chatOf(event), timeOf(event))
    return error && report(`A message did not arrive. ${error.meaning} ${error.remedy}`)
  }

  const status: Handler<'status', Wazzup> = ({ error }) =>
    error && report(`A message did not arrive. ${error.meaning} ${error.remedy}`)

  /** Returns the contact that Wazzup asks for, and the same contact when Wazzup asks again. */
  const createContact: Handler<'createContact', Wazzup> = async ({ name, contactData, responsibleUserId }) => {
    const key = contactData.map(chatOf).join()
    const id = contacts.get(key) ?? `contact-${contacts.size + 1}`
    contacts.set(key, id)
    await report(`New contact ${id}: ${name ?? key}.`)
    return { id, name: name ?? key, responsibleUserId: responsibleUserId ?? 'unassigned', contactData }
  }

  const channel: Handler<'channel', Wazzup> = ({ channelId, state }) =>
    report(
      state === 'active'
        ? `Channel ${channelId} works again.`
        : `Channel ${channelId} cannot send: ${state ?? 'its state is missing'}.`,
    )

  return { message, echo, status, createContact, channel }
}

const chatOf = ({ chatType, chatId }: Pick<Echo, 'chatType' | 'chatId'>): string => `${chatType} ${chatId}`

/** Returns when a message was written, in milliseconds. Not the time of its delivery, which may be late. */
const timeOf = ({ dateTime }: Pick<Message, 'dateTime'>): number => (dateTime ? Date.parse(dateTime) : Date.now())

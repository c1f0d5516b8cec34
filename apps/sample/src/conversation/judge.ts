import type { Emulator } from '@wazzup-kit/emulator'

/** Something to which the bot has to react, with the messages and the reports that it had to send and that it did send. */
export interface Exchange {
  /** What the customer wrote, or what happened. */
  about: string
  due: Reaction
  done: Reaction
}

/** What the bot sends. */
export interface Reaction {
  /** Number of messages to customers. */
  messages: number
  /** Number of reports to the operators on duty. */
  reports: number
}

/** One result of the final check of a conversation. */
export interface Finding {
  text: string
  verdict: 'right' | 'wrong'
}

/** Compares what the bot had to send with what it has sent, and checks the contact and that every delivery got 200. */
export function judge({ ledger, deliveries, state }: Emulator, exchanges: readonly Exchange[]): Finding[] {
  const due = exchanges.reduce((sum, exchange) => sum + exchange.due.messages, 0)
  const twice = exchanges.filter((exchange) => exchange.done.messages > exchange.due.messages)
  const never = exchanges.filter((exchange) => exchange.done.messages < exchange.due.messages)
  const unheard = exchanges.filter((exchange) => exchange.done.reports !== exchange.due.reports)
  const failed = deliveries.filter(({ response }) => response?.status !== 200)
  const ids = new Set(ledger.map(({ crmMessageId }) => crmMessageId))
  const named = (wrong: readonly Exchange[]): string => wrong.map(({ about }) => `"${about}"`).join(', ')
  const rule = (isKept: boolean, right: string, wrong: string): Finding =>
    isKept ? { text: right, verdict: 'right' } : { text: wrong, verdict: 'wrong' }
  return [
    rule(
      ledger.length === due && ids.size === due,
      `The bot had to send ${due} messages. The ledger has ${ledger.length}.`,
      `The ledger has ${ledger.length} messages under ${ids.size} ids instead of ${due}.`,
    ),
    rule(
      twice.length === 0,
      'No message was sent twice, without its file, or while an operator answered.',
      `Too many messages after: ${named(twice)}.`,
    ),
    rule(never.length === 0, 'No message is missing.', `Messages are missing after: ${named(never)}.`),
    rule(
      unheard.length === 0,
      'The operators on duty got one report of each failure.',
      `Missing or needless reports after: ${named(unheard)}.`,
    ),
    rule(
      failed.length === 0,
      `All ${deliveries.length} deliveries got 200.`,
      `${failed.length} of ${deliveries.length} deliveries did not get 200.`,
    ),
    rule(state.contacts.size === 1, 'Wazzup has the contact.', `Wazzup has ${state.contacts.size} contacts.`),
  ]
}

import type { Emulator } from '@wazzup-kit/emulator'

/** A message of the customer, with the number of replies that the bot had to send and that it did send. */
export interface Exchange {
  text: string
  due: number
  sent: number
}

/** One result of the final check of a conversation. */
export interface Finding {
  text: string
  verdict: 'right' | 'wrong'
}

/** Compares the expected replies with the ledger, and checks the contact and that every delivery got 200. */
export function judge({ ledger, deliveries, state }: Emulator, exchanges: readonly Exchange[]): Finding[] {
  const due = exchanges.reduce((sum, exchange) => sum + exchange.due, 0)
  const twice = exchanges.filter((exchange) => exchange.sent > exchange.due)
  const never = exchanges.filter((exchange) => exchange.sent < exchange.due)
  const failed = deliveries.filter(({ response }) => response?.status !== 200)
  const ids = new Set(ledger.map(({ crmMessageId }) => crmMessageId))
  const quoted = (wrong: readonly Exchange[]): string => wrong.map(({ text }) => `"${text}"`).join(', ')
  const rule = (isKept: boolean, right: string, wrong: string): Finding =>
    isKept ? { text: right, verdict: 'right' } : { text: wrong, verdict: 'wrong' }
  return [
    rule(
      ledger.length === due && ids.size === due,
      `${exchanges.length} messages of the customer needed ${due} replies. The ledger has ${ledger.length}.`,
      `The ledger has ${ledger.length} messages under ${ids.size} ids instead of ${due}.`,
    ),
    rule(
      twice.length === 0,
      'No reply was sent twice, or while an operator answered.',
      `Too many replies to: ${quoted(twice)}.`,
    ),
    rule(never.length === 0, 'No reply is missing.', `No reply to: ${quoted(never)}.`),
    rule(
      failed.length === 0,
      `All ${deliveries.length} deliveries got 200.`,
      `${failed.length} of ${deliveries.length} deliveries did not get 200.`,
    ),
    rule(state.contacts.size === 1, 'Wazzup has the contact.', `Wazzup has ${state.contacts.size} contacts.`),
  ]
}

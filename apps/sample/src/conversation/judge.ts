import type { Emulator } from '@wazzup-kit/emulator'

/** A message of the client: how many answers of the bot it deserved, and how many it got. */
export interface Exchange {
  text: string
  due: number
  sent: number
}

/** One sentence about what came of a conversation. */
export interface Finding {
  text: string
  verdict: 'right' | 'wrong'
}

/** Compares what the bot owed with what Wazzup really accepted, and whether all deliveries were taken. */
export function judge({ ledger, deliveries, state }: Emulator, exchanges: readonly Exchange[]): Finding[] {
  const due = exchanges.reduce((sum, exchange) => sum + exchange.due, 0)
  const twice = exchanges.filter((exchange) => exchange.sent > exchange.due)
  const never = exchanges.filter((exchange) => exchange.sent < exchange.due)
  const refused = deliveries.filter(({ answer }) => answer?.status !== 200)
  const ids = new Set(ledger.map(({ crmMessageId }) => crmMessageId))
  const quoted = (wrong: readonly Exchange[]): string => wrong.map(({ text }) => `"${text}"`).join(', ')
  const rule = (isKept: boolean, right: string, wrong: string): Finding =>
    isKept ? { text: right, verdict: 'right' } : { text: wrong, verdict: 'wrong' }
  return [
    rule(
      ledger.length === due && ids.size === due,
      `${exchanges.length} messages of the client deserved ${due} answers. The ledger has ${ledger.length}.`,
      `The ledger has ${ledger.length} messages under ${ids.size} ids instead of ${due}.`,
    ),
    rule(twice.length === 0, 'Nothing was sent twice, or while a human had the chat.', `Too much: ${quoted(twice)}.`),
    rule(never.length === 0, 'Nothing was lost.', `Not answered: ${quoted(never)}.`),
    rule(
      refused.length === 0,
      `${deliveries.length} deliveries were all answered 200.`,
      `${refused.length} of ${deliveries.length} deliveries were not answered 200.`,
    ),
    rule(state.contacts.size === 1, 'The contact is known to Wazzup.', `Wazzup knows ${state.contacts.size} contacts.`),
  ]
}

import type { LedgerEntry } from '../account/ledger.ts'
import { judge, type MatcherContext, type MatcherResult } from './matcher.ts'

/** Sources for `toHaveSent`: an emulator, or entries of its ledger. */
export type SentSource = { readonly ledger: readonly LedgerEntry[] } | readonly LedgerEntry[]

/** A value, or an asymmetric matcher such as `expect.stringContaining('Hi')`. */
type Matched<Value> = Value | { asymmetricMatch(other: unknown): boolean }

/** An expected send. Fields that are left out match any value. */
export type ExpectedSend = {
  /** The chat id. */
  to?: Matched<string> | undefined
  /**
   * Exact number of matches.
   *
   * @default at least one
   */
  times?: number | undefined
} & { readonly [Field in keyof LedgerEntry]?: Matched<LedgerEntry[Field]> }

/** Fields that are not content of a message. */
const always = ['messageId', 'crmMessageId', 'channelId', 'chatId', 'acceptedAt', 'clearUnanswered']

const saysNothing = (name: string, value: unknown): boolean =>
  always.includes(name) || (name === 'state' && value === 'accepted')

/** Returns the fields of an entry to print: the expected ones and its content. */
function shown(entry: LedgerEntry, expected: object): Record<string, unknown> {
  const fields = Object.entries(entry).filter(([name, value]) => name in expected || !saysNothing(name, value))
  return { to: entry.chatId, ...Object.fromEntries(fields) }
}

function ledgerOf(source: unknown): readonly LedgerEntry[] {
  const ledger: unknown = Array.isArray(source) ? source : (source as { ledger?: unknown } | null | undefined)?.ledger
  if (Array.isArray(ledger)) return ledger as LedgerEntry[]
  throw new TypeError('toHaveSent requires an emulator or entries of its ledger')
}

/** Implements `toHaveSent`. */
export function sentMatcher(this: MatcherContext, source: unknown, expected: ExpectedSend = {}): MatcherResult {
  const { times, ...fields } = expected
  const items = ledgerOf(source).map((entry) => shown(entry, fields))
  return judge(this, { verb: 'sent', expected: fields, times, items, nothing: '  nothing was sent', source })
}

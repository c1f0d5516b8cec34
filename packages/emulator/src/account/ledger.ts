/** A send that the emulator accepted. Compare it with what your own code believes to have sent. */
export interface LedgerEntry {
  readonly messageId: string
  readonly crmMessageId?: string | undefined
  readonly crmUserId?: string | undefined
  readonly channelId: string
  readonly chatType: string
  readonly chatId: string
  /** Current text; an edit replaces it. */
  text?: string | undefined
  contentUri?: string | undefined
  /** Size of the file in bytes, when it was fetched. */
  contentBytes?: number | undefined
  readonly templateId?: string | undefined
  readonly templateValues?: readonly string[] | undefined
  readonly buttonsObject?: unknown
  readonly refMessageId?: string | undefined
  readonly clearUnanswered: boolean
  /** When it was accepted, in milliseconds since 1970 by the emulator's clock. */
  readonly acceptedAt: number
  state: 'accepted' | 'edited' | 'deleted'
  /** When it was last edited or deleted, in milliseconds since 1970. */
  changedAt?: number | undefined
}

/** The ledger with the functions that only the emulator calls; all other code reads `entries`. */
export interface LedgerBook {
  readonly entries: readonly LedgerEntry[]
  find(messageId: string): LedgerEntry | undefined
  /** When a send with this `crmMessageId` was last accepted. */
  acceptedAt(crmMessageId: string): number | undefined
  accept(entry: LedgerEntry): void
  /** Replaces all entries with these. */
  moveTo(entries: readonly LedgerEntry[]): void
}

/** Creates an empty ledger. */
export function createLedger(): LedgerBook {
  const entries: LedgerEntry[] = []
  const byMessageId = new Map<string, LedgerEntry>()
  const lastByCrmId = new Map<string, number>()
  function accept(entry: LedgerEntry): void {
    entries.push(entry)
    byMessageId.set(entry.messageId, entry)
    if (entry.crmMessageId !== undefined) lastByCrmId.set(entry.crmMessageId, entry.acceptedAt)
  }
  return {
    entries,
    find: (messageId) => byMessageId.get(messageId),
    acceptedAt: (crmMessageId) => lastByCrmId.get(crmMessageId),
    accept,
    moveTo(given) {
      entries.length = 0
      byMessageId.clear()
      lastByCrmId.clear()
      for (const entry of given) accept(structuredClone(entry))
    },
  }
}

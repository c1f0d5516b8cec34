/** A send that the emulator accepted. Compare it with what your own code believes to have sent. */
export interface LedgerEntry {
  /** UUID that the response to the send had. */
  readonly messageId: string
  /** Your own id of the send. A second send with this id within 60 seconds is rejected and is not listed. */
  readonly crmMessageId?: string | undefined
  /** Id of the user that the send named as its author. Absent with the sidecar key, which ignores it. */
  readonly crmUserId?: string | undefined
  /** UUID of the channel. */
  readonly channelId: string
  /** The messenger, for example `whatsapp`, `telegram` or `telegroup`. */
  readonly chatType: string
  /** Id of the chat; after a send by phone or username, the id that the response had. */
  readonly chatId: string
  /** Current text; an edit replaces it. Absent for a file, and for a template that was sent by `templateId`. */
  text?: string | undefined
  /** Current link to the file; an edit replaces it. */
  contentUri?: string | undefined
  /** Size of the file in bytes, when it was fetched. */
  contentBytes?: number | undefined
  /** UUID of the WABA template. */
  readonly templateId?: string | undefined
  /** Values of the variables, in the order of the template's code. */
  readonly templateValues?: readonly string[] | undefined
  /** Buttons that the customer sees; buttons that Wazzup drops are left out. */
  readonly buttonsObject?: unknown
  /** Id of the quoted message. */
  readonly refMessageId?: string | undefined
  /**
   * Whether the send removed the chat from the unanswered counter.
   *
   * @default true
   */
  readonly clearUnanswered: boolean
  /** When it was accepted, in milliseconds since 1970 by the emulator's clock. */
  readonly acceptedAt: number
  /** Whether the message was edited or deleted after it was accepted. A delivery status does not change it. */
  state: 'accepted' | 'edited' | 'deleted'
  /** When it was last edited or deleted, in milliseconds since 1970 by the emulator's clock; absent when never. */
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

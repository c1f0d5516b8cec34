import { encodeText } from '@wazzup-kit/core/store'

/** What a connection keeps in memory, so that it needs fewer statements. */
export interface LogMemory {
  /** Returns the number of an account, which rows have instead of its name, or 0 when nothing was ever stored for it. */
  findAccount(name: string): number
  /** Returns the number of an account. Adds the account when it is new, so call it inside of a transaction only. */
  addAccount(name: string): number
  /** Lanes that this connection has claimed once since their last settlement: the next one changes nothing of them. */
  readonly claimedOnce: Set<string>
  /** Forgets everything, because a rollback may have undone it. */
  forget(): void
}

/** Creates the memory of a connection from a function that returns the first row. */
export function createMemory(get: <Row>(sql: string, ...values: string[]) => Row | undefined): LogMemory {
  const numbers = new Map<string, number>()
  const claimedOnce = new Set<string>()

  function read(name: string, sql: string): number {
    const row = get<{ id: number }>(sql, encodeText(name))
    if (row) numbers.set(name, row.id)
    return row?.id ?? 0
  }

  const findAccount = (name: string): number =>
    numbers.get(name) ?? read(name, 'SELECT id FROM wazzup_accounts WHERE name = ?')

  return {
    findAccount,
    addAccount: (name) => findAccount(name) || read(name, 'INSERT INTO wazzup_accounts (name) VALUES (?) RETURNING id'),
    claimedOnce,
    forget() {
      numbers.clear()
      claimedOnce.clear()
    },
  }
}

/** Returns the name of a lane in {@link LogMemory.claimedOnce}. */
export function laneKey(account: number, lane: string): string {
  return `${account}/${lane}`
}

import { encodeText } from '@wazzup-kit/core/store'

/** The numbers of accounts, which rows have instead of their names. */
export interface Accounts {
  /** Returns the number of an account, or 0 when nothing was ever stored for it. */
  findAccount(name: string): number
  /** Returns the number of an account. Adds the account when it is new, so call it inside of a transaction only. */
  addAccount(name: string): number
  /** Forgets the numbers of accounts, which a rollback may have removed. */
  forgetAccounts(): void
}

/** Creates the functions that number accounts, from one that returns the first row. They keep the numbers in memory. */
export function createAccounts(get: <Row>(sql: string, ...values: string[]) => Row | undefined): Accounts {
  const numbers = new Map<string, number>()

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
    forgetAccounts: () => numbers.clear(),
  }
}

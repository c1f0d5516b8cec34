import type { AccountStore } from '@wazzup-kit/core/store'
import { errorCodeOf, errorCodes } from '../database/error-codes.ts'
import { visitStore } from '../visit-store.ts'
import type { CommandLine } from './command-line.ts'

/** The account that a command is about. */
export interface Opened {
  account: AccountStore
  close(): Promise<void>
}

/**
 * Opens the account that the command line names.
 *
 * @throws Error when the store cannot be opened, or the account cannot be chosen.
 */
export function openAccount({ verb, store: path, values }: CommandLine): Opened {
  checkPath(path)
  const mode = verb === 'list' || verb === 'stats' ? 'read' : 'change'
  const { store, accounts } = explaining(path, () => visitStore(path, mode))
  try {
    const id = chooseAccount(explaining(path, accounts), values.account, path)
    return { account: store.forAccount(id), close: () => store.close() }
  } catch (error) {
    void store.close()
    throw error
  }
}

function checkPath(store: string): void {
  // The address is not printed, because it may contain a password.
  if (/^postgres(ql)?:/i.test(store)) {
    throw new Error('A store in PostgreSQL needs @wazzup-kit/postgres, which does not exist yet.')
  }
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(store) || store.startsWith('file:') || store === ':memory:') {
    throw new Error('--store must be the path of a SQLite file, for example bot.db.')
  }
}

function chooseAccount(known: readonly string[], wanted: string | undefined, path: string): string {
  const names = known.map((name) => JSON.stringify(name)).join(', ')
  if (known.length === 0) throw new Error(`"${path}" has no account yet: nothing was ever stored.`)
  if (wanted !== undefined) {
    if (known.includes(wanted)) return wanted
    throw new Error(`"${path}" has no account ${JSON.stringify(wanted)}, only ${names}.`)
  }
  if (known.length > 1) throw new Error(`"${path}" has several accounts: choose one of ${names} with --account.`)
  return known[0]!
}

/** Adds the path to an error of SQLite, which does not name it. */
function explaining<Result>(path: string, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    throw explain(error, path)
  }
}

/** Returns an error of SQLite as a sentence, and any other error as it is. */
export function explain(error: unknown, path: string): unknown {
  const code = errorCodeOf(error)
  if (code === undefined) return error
  if (code === errorCodes.busy) return new Error(`"${path}" is busy: another process writes to it. Try again.`)
  return new Error(`"${path}" cannot be used: ${(error as Error).message}.`, { cause: error })
}

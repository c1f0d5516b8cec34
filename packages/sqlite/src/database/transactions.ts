import type { Database } from './database.ts'

interface Asked {
  run: () => unknown
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** Makes changes in transactions. */
export interface Transactions {
  /**
   * Runs a change and resolves when it is durable. All changes that are asked for within one turn of the event loop
   * share one transaction, and so one wait for the disk. A change that throws is undone alone.
   */
  change<Result>(run: () => Result): Promise<Result>
  /** Makes now what was asked for. */
  flush(): void
}

export function createTransactions(database: Database): Transactions {
  let asked: Asked[] = []

  function flush(): void {
    const batch = asked
    asked = []
    if (batch.length === 0) return
    let ends: (() => void)[] = []
    try {
      database.run('BEGIN IMMEDIATE')
      database.checkMayChange()
      ends = batch.map((each) => runAlone(database, each))
      database.run('COMMIT')
    } catch (error) {
      rollBack(database)
      ends = batch.map(
        ({ reject }) =>
          () =>
            reject(error),
      )
    }
    for (const end of ends) end()
  }

  return {
    change: <Result>(run: () => Result) =>
      new Promise<Result>((resolve, reject) => {
        if (asked.length === 0) setImmediate(flush)
        asked.push({ run, resolve: resolve as (value: unknown) => void, reject })
      }),
    flush,
  }
}

/** Runs one change of a transaction and returns how to report its end after the commit. */
function runAlone(database: Database, { run, resolve, reject }: Asked): () => void {
  database.run('SAVEPOINT change')
  try {
    const result = run()
    database.run('RELEASE change')
    return () => resolve(result)
  } catch (error) {
    // Throws when SQLite has ended the whole transaction, for example because the disk is full.
    database.run('ROLLBACK TO change')
    database.run('RELEASE change')
    database.forgetAccounts()
    return () => reject(error)
  }
}

function rollBack(database: Database): void {
  database.forgetAccounts()
  try {
    database.run('ROLLBACK')
  } catch {
    // SQLite has ended the transaction by itself.
  }
}

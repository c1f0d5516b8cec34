import type { Database, Wait } from './database.ts'

interface Asked {
  wait: Wait
  run: () => unknown
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** Makes changes in transactions. */
export interface Transactions {
  /**
   * Runs a change and resolves when it is committed; with the wait `disk`, it is on the disk then. All changes that are
   * asked for within one turn of the event loop share one transaction, and so one wait. A change that throws is undone
   * alone.
   */
  change<Result>(run: () => Result, wait: Wait): Promise<Result>
  /** Makes now what was asked for. */
  flush(): void
}

/**
 * Creates the function that makes changes. With the share `half`, each transaction is followed by a rest as long as
 * itself: SQLite does not queue those who wait for it, so another process would be kept out by one that does not rest.
 */
export function createTransactions(database: Database, share: 'all' | 'half'): Transactions {
  let asked: Asked[] = []
  let rest = 0

  function flush(): void {
    const batch = asked
    asked = []
    if (batch.length === 0) return
    let ends: (() => void)[] = []
    const start = performance.now()
    try {
      database.setWait(batch.some(({ wait }) => wait === 'disk') ? 'disk' : 'system')
      begin(database)
      ends = runTogether(database, batch)
      database.run('COMMIT')
    } catch (error) {
      rollBack(database)
      ends = batch.map(
        ({ reject }) =>
          () =>
            reject(error),
      )
    }
    if (share === 'half') rest = performance.now() - start
    for (const end of ends) end()
  }

  function schedule(): void {
    if (rest === 0) setImmediate(flush)
    else setTimeout(flush, Math.ceil(rest))
  }

  return {
    change: <Result>(run: () => Result, wait: Wait) =>
      new Promise<Result>((resolve, reject) => {
        if (asked.length === 0) schedule()
        asked.push({ wait, run, resolve: resolve as (value: unknown) => void, reject })
      }),
    flush,
  }
}

function begin(database: Database): void {
  database.run('BEGIN IMMEDIATE')
  database.checkMayChange()
}

/** Runs the changes of a transaction and returns how to report their ends after the commit. */
function runTogether(database: Database, batch: readonly Asked[]): (() => void)[] {
  try {
    const results = batch.map(({ run }) => run())
    return batch.map(
      ({ resolve }, index) =>
        () =>
          resolve(results[index]),
    )
  } catch {
    // One of them throws: all run again, each in a savepoint of its own. Savepoints for all would cost time.
    rollBack(database)
    begin(database)
    return batch.map((each) => runAlone(database, each))
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
    database.forget()
    return () => reject(error)
  }
}

function rollBack(database: Database): void {
  database.forget()
  try {
    database.run('ROLLBACK')
  } catch {
    // SQLite has ended the transaction by itself.
  }
}

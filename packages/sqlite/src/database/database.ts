import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { toStoredEvent, toStoredRecord } from '@wazzup-kit/core/store'
import { createMemory, type LogDatabase } from '@wazzup-kit/sqlite-log'

/**
 * What a commit waits for: until it is on the disk, or until the operating system has it. Then it survives the end of the
 * process, but not a power cut, unless a later commit has waited for the disk.
 */
export type Wait = 'disk' | 'system'

/** An open database. Each statement is prepared once. */
export interface Database extends LogDatabase {
  /** Throws when this connection must not change the file any more. Call it inside of a transaction. */
  checkMayChange(): void
  /** Sets whether each commit waits for the disk. Call it outside of a transaction. */
  setWait(wait: Wait): void
  close(): void
}

/** What a connection has of its own. */
export interface Connection {
  /** The beginning of its tokens, which no other connection has. */
  tokens: string
  checkMayChange(database: Pick<Database, 'get'>): void
}

/** A statement that was compiled, and what puts values into the order of its parameters. */
interface Prepared {
  statement: StatementSync
  bind(values: readonly SQLInputValue[]): readonly SQLInputValue[]
}

/**
 * Compiles a statement. Its numbered parameters become plain ones, because Node 22.13 takes `?1` for the name of a parameter
 * and then rejects its value: "column index out of range".
 */
function prepareStatement(db: DatabaseSync, sql: string): Prepared {
  const order: number[] = []
  // A plain parameter is the one after the greatest so far.
  for (const [, number] of sql.matchAll(/\?(\d*)/g))
    order.push(number ? Number(number) - 1 : Math.max(-1, ...order) + 1)
  const statement = db.prepare(sql.replaceAll(/\?\d+/g, '?'))
  return { statement, bind: /\?\d/.test(sql) ? (values) => order.map((index) => values[index]!) : (values) => values }
}

/** Creates the functions that run statements. */
export function createDatabase(db: DatabaseSync, connection: Connection): Database {
  const statements = new Map<string, Prepared>()
  let tokens = 0
  let current: Wait = 'disk'

  function prepare(sql: string): Prepared {
    let prepared = statements.get(sql)
    if (!prepared) statements.set(sql, (prepared = prepareStatement(db, sql)))
    return prepared
  }

  const get = <Row>(sql: string, ...values: SQLInputValue[]) => {
    const { statement, bind } = prepare(sql)
    return statement.get(...bind(values)) as Row | undefined
  }

  return {
    checkMayChange: () => connection.checkMayChange({ get }),
    setWait(wait) {
      // SQLite runs this pragma while it compiles it, so it cannot be prepared.
      if (wait !== current) db.exec(`PRAGMA synchronous = ${wait === 'disk' ? 'FULL' : 'NORMAL'}`)
      current = wait
    },
    run(sql, ...values) {
      const { statement, bind } = prepare(sql)
      return Number(statement.run(...bind(values)).changes)
    },
    get,
    all<Row>(sql: string, ...values: SQLInputValue[]) {
      const { statement, bind } = prepare(sql)
      return statement.all(...bind(values)) as Row[]
    },
    nextToken: () => `${connection.tokens}.${++tokens}`,
    toEvent: toStoredEvent,
    toRecord: toStoredRecord,
    ...createMemory(get),
    close: () => db.close(),
  }
}

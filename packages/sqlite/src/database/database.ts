import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { encodeText } from '@wazzup-kit/core/store'

/**
 * What a commit waits for: until it is on the disk, or until the operating system has it. Then it survives the end of the
 * process, but not a power cut, unless a later commit has waited for the disk.
 */
export type Wait = 'disk' | 'system'

/** An open database. Each statement is prepared once. */
export interface Database {
  /** Throws when this connection must not change the file any more. Call it inside of a transaction. */
  checkMayChange(): void
  /** Sets whether each commit waits for the disk. Call it outside of a transaction. */
  setWait(wait: Wait): void
  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: SQLInputValue[]): number
  /** Returns the first row. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined
  /** Returns all rows. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[]
  /** Returns a text that no call returned before, also in another process. */
  nextToken(): string
  /** Returns the number of an account, or 0 when nothing was ever stored for it. */
  findAccount(name: string): number
  /** Returns the number of an account. Adds the account when it is new, so call it inside of a transaction only. */
  addAccount(name: string): number
  /** Forgets the numbers of accounts, which a rollback may have removed. */
  forgetAccounts(): void
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
  const accounts = new Map<string, number>()
  let tokens = 0
  let current: Wait = 'disk'

  function prepare(sql: string): Prepared {
    let prepared = statements.get(sql)
    if (!prepared) statements.set(sql, (prepared = prepareStatement(db, sql)))
    return prepared
  }

  function findAccount(name: string): number {
    const known = accounts.get(name)
    if (known !== undefined) return known
    const row = prepare('SELECT id FROM accounts WHERE name = ?').statement.get(encodeText(name)) as
      | { id: number }
      | undefined
    if (row) accounts.set(name, row.id)
    return row?.id ?? 0
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
    findAccount,
    addAccount(name) {
      const known = findAccount(name)
      if (known !== 0) return known
      const { lastInsertRowid } = prepare('INSERT INTO accounts (name) VALUES (?)').statement.run(encodeText(name))
      accounts.set(name, Number(lastInsertRowid))
      return Number(lastInsertRowid)
    },
    forgetAccounts: () => accounts.clear(),
    close: () => db.close(),
  }
}

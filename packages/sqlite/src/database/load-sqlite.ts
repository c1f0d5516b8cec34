import type sqlite from 'node:sqlite'

/** The module `node:sqlite`. */
export type Sqlite = typeof sqlite

/**
 * Returns `node:sqlite`. An import of it would fail with "No such built-in module", which does not say what to do.
 *
 * @throws Error when this Node has no `node:sqlite`.
 */
export function loadSqlite(): Sqlite {
  const load = process.getBuiltinModule as typeof process.getBuiltinModule | undefined
  const sqlite = load?.('node:sqlite') as Sqlite | undefined
  if (sqlite) return sqlite
  throw new Error(
    `createSqliteStore needs node:sqlite, which Node 22.13 and newer have; this is Node ${process.versions.node}. ` +
      'Update Node, or use @wazzup-kit/postgres.',
  )
}

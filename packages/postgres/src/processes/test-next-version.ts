import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as thisVersion from '../index.ts'

const source = fileURLToPath(new URL('../', import.meta.url))

/** A version of this package whose schema has one migration more. */
export interface NextVersion {
  createPostgresStore: typeof thisVersion.createPostgresStore
  printMigrations: typeof thisVersion.printMigrations
  /** Deletes its files. */
  remove(): void
}

/** Loads a copy of the sources with one more migration. `oldest` is the oldest version that can use the new schema. */
export async function loadNextVersion({ oldest, sql }: { oldest: number; sql: string }): Promise<NextVersion> {
  const folder = mkdtempSync(join(source, '../.next-version-'))
  cpSync(source, folder, { recursive: true, filter: (path) => !/\.test\.ts$|\/test-/.test(path) })
  const schema = join(folder, 'database/schema.ts')
  const text = readFileSync(schema, 'utf8')
  const changed = text.replace(/\}\]\s*$/, () => `}, ${JSON.stringify({ oldest, sql })}]\n`)
  if (changed === text) throw new Error('The list of migrations was not found')
  writeFileSync(schema, changed)
  const entry = pathToFileURL(join(folder, 'index.ts')).href
  const { createPostgresStore, printMigrations } = (await import(entry)) as typeof thisVersion
  return { createPostgresStore, printMigrations, remove: () => rmSync(folder, { recursive: true }) }
}

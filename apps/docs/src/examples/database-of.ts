import { basename } from 'node:path'
import type { Program } from './code-blocks.ts'

/** The database that a program needs. */
export type Database = 'PostgreSQL' | 'none'

/** Returns the database of a program: that of its own code and of the files of its page that it imports. */
export function databaseOf(program: Program, programs: readonly Program[]): Database {
  const imported = [...program.text.matchAll(/from '\.[./]*\/([\w-]+)(?:\.[jt]s)?'/g)].map(([, name]) => `${name}.ts`)
  const files = programs.filter(({ page, file }) => page === program.page && imported.includes(basename(file)))
  return [program, ...files].some(({ text }) => text.includes('DATABASE_URL')) ? 'PostgreSQL' : 'none'
}

import { laneFunctions } from './lane-functions.ts'
import { stepFunctions } from './step-functions.ts'
import { tables } from './tables.ts'

/** Parts of the schema that a version adds. `@` stands for the quoted name of the schema. */
export interface Migration {
  /** The oldest version of the schema whose programs can use this one too. */
  oldest: number
  sql: string
}

/**
 * What each version of the schema adds. Never change an entry; append one. A version only adds what the version before it
 * can ignore, because both run side by side during a deploy.
 */
export const migrations: readonly Migration[] = [{ oldest: 1, sql: [tables, stepFunctions, laneFunctions].join('') }]

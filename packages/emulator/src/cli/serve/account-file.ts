import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import * as v from 'valibot'
import { accountFields, text } from '../../emulator/account-fields.ts'
import { readInput } from '../../input/read-input.ts'

/** Time in milliseconds since 1970, or as ISO text. */
const time = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((written) => (typeof written === 'number' ? written : Date.parse(written))),
  v.number('A time, for example "2026-01-15T12:00:00Z", or milliseconds since 1970'),
)

const AccountFile = v.strictObject({
  name: v.optional(text),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  state: v.optional(text),
  now: v.optional(time),
  clock: v.optional(v.picklist(['running', 'stopped'])),
  ...accountFields,
})

/** What an account file contains. */
export type AccountFile = v.InferOutput<typeof AccountFile> & { name: string }

/**
 * Reads a JSON file with the options of an account.
 *
 * @throws When the file cannot be read, is not JSON, or has a field that is unknown or invalid. The error names all
 *   such fields.
 */
export async function readAccountFile(path: string): Promise<AccountFile> {
  let given: unknown
  try {
    given = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  const read = readInput(AccountFile, given, path)
  return { ...read, name: read.name ?? basename(path, '.json') }
}

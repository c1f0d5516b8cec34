import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import * as v from 'valibot'
import { actions } from '../../server/page-actions/actions.ts'

const text = v.pipe(v.string(), v.minLength(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(1))
const objects = v.optional(v.array(v.looseObject({})))

/** Time in milliseconds since 1970, or as ISO text. */
const time = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((written) => (typeof written === 'number' ? written : Date.parse(written))),
  v.number('A time, for example "2026-01-15T12:00:00Z", or milliseconds since 1970'),
)

const Channel = v.strictObject({
  channelId: text,
  transport: text,
  plainId: v.optional(text, '79000000000'),
  state: v.optional(text, 'active'),
  name: v.optional(text),
  tier: v.optional(text),
})

const Template = v.strictObject({
  templateGuid: text,
  title: text,
  name: text,
  status: text,
  category: text,
  language: text,
  templateCode: v.string(),
  components: v.array(v.looseObject({ type: text })),
})

const rateLimit = v.union([v.literal('off'), v.strictObject({ requests: count, windowMs: count })])
const logLimit = v.union([v.literal('off'), v.strictObject({ records: v.optional(count), bytes: v.optional(count) })])

const AccountFile = v.strictObject({
  name: v.optional(text),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  state: v.optional(text),
  seed: v.optional(v.union([text, v.number()])),
  now: v.optional(time),
  clock: v.optional(v.picklist(['running', 'stopped'])),
  apiKey: v.optional(text),
  sidecarKey: v.optional(text),
  partnerKey: v.optional(text),
  crmKey: v.optional(text),
  rateLimit: v.optional(rateLimit),
  logLimit: v.optional(logLimit),
  channels: v.optional(v.array(Channel)),
  templates: v.optional(v.array(Template)),
  users: objects,
  operators: objects,
  contacts: objects,
  deals: objects,
  pipelines: objects,
  incoming: objects,
  waiting: objects,
  unreachable: v.optional(v.array(v.string())),
  ...actions['settings.set']!.fields,
})

/** What an account file contains. */
export type AccountFile = v.InferOutput<typeof AccountFile> & { name: string }

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'the file'
  if (issue.type === 'strict_object' && issue.expected === 'never') return `"${path}" is not a field of an account`
  if (issue.received === 'undefined') return `"${path}" is missing`
  return `"${path}": ${issue.message}`
}

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
  const read = v.safeParse(AccountFile, given)
  if (!read.success) throw new Error(`${path}: ${read.issues.map(describe).join('; ')}`)
  return { ...read.output, name: read.output.name ?? basename(path, '.json') }
}

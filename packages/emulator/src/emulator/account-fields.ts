import * as v from 'valibot'
import { settingFields } from '../account/setting-fields.ts'
import { readInput } from '../input/read-input.ts'

/** Schema of text that is not empty. */
export const text = v.pipe(v.string(), v.minLength(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(1))
const objects = v.optional(v.array(v.looseObject({})))

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

/** Schemas of what an account starts with, in a file and within the process. */
export const accountFields = {
  seed: v.optional(v.union([text, v.number()])),
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
  ...settingFields,
}

const aFunction = v.optional(v.function())

const Options = v.strictObject({
  ...accountFields,
  account: v.optional(text),
  now: aFunction,
  webhookFetch: aFunction,
  contentFetch: aFunction,
  saved: v.optional(v.looseObject({})),
})

/** Input of `reset`. */
export const Reset = v.strictObject({
  ids: v.optional(v.picklist(['new', 'again'])),
  keepSubscription: v.optional(v.boolean()),
})

const Listen = v.strictObject({
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  host: v.optional(text),
  access: v.optional(v.unknown()),
})

/** Throws when an option is unknown or invalid, which would leave the default in place without a word. */
export const checkOptions = (options: object): void => void readInput(Options, options, 'createEmulator')

/** Throws when an option of `listen` is unknown or invalid, apart from `access`. */
export const checkListenOptions = (options: object): void => void readInput(Listen, options, 'listen')

/** Throws when an option of `reset` is unknown or invalid. */
export const checkResetOptions = (options: object): void => void readInput(Reset, options, 'reset')

import * as v from 'valibot'
import { channelStates, templateStatuses } from '@wazzup-kit/core/schemas'
import { allCodes } from '../api/responses.ts'
import { readInput, type FieldsSchema } from '../input/read-input.ts'

/** Schema of the id of an entity. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
/** Schema of the text of a message. */
export const text = v.pipe(v.string(), v.maxLength(20_000))

const times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)))
const failure = {
  code: v.picklist(allCodes),
  inside: v.optional(v.picklist(['statuses', 'messages'])),
  description: v.optional(text),
  data: v.optional(v.unknown()),
}

/** Inputs of the functions that decide what becomes of a message, a channel or the account. */
export const outcomeSchemas = {
  'message.fail': v.strictObject({ messageId: id, ...failure }),
  'message.failNext': v.strictObject({ ...failure, times }),
  'message.echoNextAs': v.strictObject({ status: v.picklist(['delivered', 'read']), times }),
  'message.dropNext': v.strictObject({ times }),
  'channel.setState': v.strictObject({
    channelId: id,
    state: v.picklist(channelStates),
    tier: v.optional(id),
    qr: v.optional(v.string()),
  }),
  'template.setStatus': v.strictObject({ templateGuid: id, status: v.picklist(templateStatuses) }),
} satisfies Record<string, FieldsSchema>

/** Returns a value as the list spells it, because messengers and tests write some in another case. */
export function spelledAs(known: readonly string[], value: string): string {
  return known.find((one) => one.toLowerCase() === String(value).toLowerCase()) ?? value
}

/** Throws when a function of `simulate` is called with something that it does not have, for example a misspelt code. */
export function checkOutcome(name: keyof typeof outcomeSchemas, input: object): void {
  readInput<FieldsSchema>(outcomeSchemas[name], input, `simulate.${name}`)
}

import { toJsonSchema } from '@valibot/to-json-schema'
import { actions } from '@wazzup-kit/emulator/control'
import * as v from 'valibot'
import { fieldDocs, findMethod } from '../../docstrings/method-types.ts'
import type { SchemaWriter } from '../../docstrings/schema-of-type.ts'
import { refTo, type JsonObject } from '../../schemas/json-schema.ts'
import { fieldWords, verbWords } from './verb-words.ts'

const number = { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'] }

/** Results of actions that return something else than the method of the same name. */
const results: Readonly<Record<string, JsonObject>> = {
  'simulate.customer.read': { type: 'object', properties: { read: { type: 'integer' } }, required: ['read'] },
  'clock.advance': { type: 'object', properties: { now: { type: 'number' } }, required: ['now'] },
  'subscription.set': { type: 'null' },
  'settings.set': { $ref: refTo('Settings') },
  'faults.calls.next': number,
  'faults.calls.respondWith': number,
  'faults.calls.mix': number,
  'faults.deliveries.next': number,
  'faults.deliveries.mix': number,
}

/** Lists the kinds of faults with their docstrings. */
function kindsOf(verb: string, kinds: readonly string[]): string {
  const type = verb.startsWith('faults.calls') ? 'CallFaultSettings' : 'DeliveryFaultSettings'
  return ['Kind of the fault.', ...kinds.map((kind) => `- \`${kind}\`: ${fieldDocs(type, kind)}`)].join('\n')
}

/** Writes descriptions into the fields of an input. Throws when a field has none. */
function describe(json: JsonObject, verb: string, path: string): void {
  for (const [name, field] of Object.entries((json.properties ?? {}) as Record<string, JsonObject>)) {
    const inner = path === '' ? name : `${path}.${name}`
    const known =
      path === '' ? findMethod(verb)?.field(name) || (verb === 'settings.set' && fieldDocs('Settings', name)) : ''
    const kinds = verb.endsWith('.next') && name === 'kind' && kindsOf(verb, field.enum as string[])
    // Words of this API before docstrings: a field such as `times` takes other values here.
    const words =
      fieldWords[`${verb}.${inner}`] || kinds || (name === 'times' && fieldWords.times) || known || fieldWords[inner]
    if (!words) throw new Error(`${verb} has no description of ${inner}: add one to verb-words.ts`)
    field.description = words
    describe(field, verb, inner)
  }
}

function inputOf(verb: string): JsonObject {
  const schema = v.strictObject(actions[verb]!.fields as v.ObjectEntries)
  const json = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input', target: 'draft-2020-12' }) as JsonObject
  delete json.$schema
  if ((json.required as string[] | undefined)?.length === 0) delete json.required
  describe(json, verb, '')
  return json
}

function tagOf(verb: string): string {
  const [first = ''] = verb.split('.')
  return first === 'simulate' || first === 'faults' ? first : 'account'
}

/** Returns a response with a problem, as the emulator words it. */
export const problem = (description: string, example: string): JsonObject => ({
  description,
  content: { 'application/json': { schema: { $ref: refTo('Problem') }, example: { problem: example } } },
})

/** Returns an action as an OpenAPI operation. */
export function operationOfVerb(verb: string, writer: SchemaWriter): JsonObject {
  const method = findMethod(verb)
  const words = verbWords[verb] ?? method?.docs
  if (!words) throw new Error(`${verb} has no description: add one to verb-words.ts`)
  const [summary] = /^.*?\.(?=\s|$)/.exec(words)!
  const schema = inputOf(verb)
  const result = results[verb] ?? writer.schemaOf(method!.result)
  const notice = { type: 'string' }
  const success = { type: 'object', properties: { result, notice }, required: ['result'] }
  const rest = words.slice(summary.length).trim()
  return {
    operationId: verb,
    tags: [tagOf(verb)],
    summary,
    ...(rest !== '' && { description: rest }),
    requestBody: { required: schema.required !== undefined, content: { 'application/json': { schema } } },
    responses: {
      200: { description: 'It happened.', content: { 'application/json': { schema: success } } },
      400: problem('The input is wrong; nothing happened.', 'The body must be JSON'),
      409: problem(
        "It is not possible in the emulator's current state, or the deadline has passed.",
        verb === 'settled'
          ? 'Deliveries are still pending after 30000 ms'
          : 'The emulated account has no channel c0000000-0000-4000-8000-000000000099',
      ),
      413: problem('The body is larger than 1 MB.', 'The body must not be larger than 1 MB'),
    },
  }
}

/** Names of all actions. */
export const verbs: readonly string[] = Object.keys(actions)

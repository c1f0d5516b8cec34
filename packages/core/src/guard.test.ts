import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { endpoints, marketplaceEndpoints, type Endpoint, type Schema } from './schemas.ts'
import { ChannelSchema, ContactSchema, DealSchema, PipelineSchema, TemplateSchema, UserSchema } from './schemas.ts'
import { guardOf } from './guard.ts'

// The guard may say no to a good value, but never yes to one that valibot would refuse or change.

/** Values that come near a schema: made from its own parts, with oddities in between. */
function near(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  const node = schema as {
    type: string
    entries?: Record<string, unknown>
    item?: unknown
    wrapped?: unknown
    options?: unknown[]
    literal?: unknown
    pipe?: { metadata?: { known?: string[]; list?: unknown; page?: unknown } }[]
  }
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, '', 0, 'true', true, [], {}, '.', '..', Number.NaN),
    fc.string(),
    fc.integer(),
    fc.jsonValue({ maxDepth: 1 }),
  )
  const mostly = (good: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: odd })
  const metadata = node.pipe?.map((step) => step.metadata)
  const known = metadata?.find((each) => each?.known)?.known
  if (known) return mostly(fc.constantFrom(...known, ...known.map((value) => value.toUpperCase()), 'unheard of'))
  const list = metadata?.find((each) => each?.list)?.list
  if (list) return mostly(fc.array(near(list, depth + 1), { maxLength: 4 }))
  const page = metadata?.find((each) => each?.page)?.page
  if (page) return mostly(fc.record({ count: odd, data: fc.array(near(page, depth + 1), { maxLength: 4 }) }))
  switch (node.type) {
    case 'string':
      return mostly(fc.string({ minLength: 1 }))
    case 'number':
      return mostly(fc.integer({ min: 0 }))
    case 'boolean':
      return mostly(fc.boolean())
    case 'literal':
      return mostly(fc.constant(node.literal))
    case 'optional':
    case 'nullish':
    case 'nullable':
      return fc.oneof(near(node.wrapped, depth), fc.constantFrom(null, undefined))
    case 'array':
      return mostly(fc.array(near(node.item, depth + 1), { maxLength: 3 }))
    case 'union':
    case 'variant':
      return fc.oneof(...node.options!.map((option) => near(option, depth)))
    case 'object':
    case 'loose_object':
    case 'strict_object': {
      const fields = Object.entries(node.entries!).map(([name, field]) => [name, near(field, depth + 1)] as const)
      const extra = fc.dictionary(fc.constantFrom('future', 'другое'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 1 })
      const whole = fc
        .tuple(
          fc.record(Object.fromEntries(fields), { requiredKeys: [] }),
          fc.record(Object.fromEntries(fields)),
          fc.integer({ min: 0, max: 9 }),
          extra,
        )
        .map(([partial, full, luck, more]) => ({ ...(luck < 2 ? partial : full), ...(luck > 7 ? more : {}) }))
      return mostly(whole)
    }
    default:
      return odd
  }
}

const schemas: [string, Schema][] = [
  ...Object.entries({ ...endpoints, ...marketplaceEndpoints }).flatMap(([noun, verbs]) =>
    Object.entries(verbs as Record<string, Endpoint>).flatMap(([verb, { input, output }]): [string, Schema][] => [
      [`input of ${noun}.${verb}`, input],
      ...(output ? [[`output of ${noun}.${verb}`, output] as [string, Schema]] : []),
    ]),
  ),
  ['channel', ChannelSchema],
  ['contact', ContactSchema],
  ['deal', DealSchema],
  ['pipeline', PipelineSchema],
  ['template', TemplateSchema],
  ['user', UserSchema],
]

describe.each(schemas)('%s', (name, schema) => {
  test('what the guard passes, valibot accepts unchanged', () => {
    const guard = guardOf(schema)
    let passed = 0
    fc.assert(
      fc.property(near(schema), (value) => {
        if (!guard(value)) return
        passed++
        const result = v.safeParse(schema, value)
        expect(result.success).toBe(true)
        expect(result.output).toEqual(value)
      }),
      { numRuns: 500, seed: 20_261_122 },
    )
    // Items of lists are judged one by one, and a variant is left to valibot: there the guard passes nothing whole.
    const wholeIsGuarded = !/output of .*\.(list|deleteMany)|subscription\.get|input of chatWindow/.test(name)
    if (wholeIsGuarded) expect(passed).toBeGreaterThan(0)
  })
})

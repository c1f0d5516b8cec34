import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { endpoints, marketplaceEndpoints, type Endpoint, type Schema } from '../schemas.ts'
import { ChannelSchema, ContactSchema, DealSchema, PipelineSchema, TemplateSchema, UserSchema } from '../schemas.ts'
import { guardOf } from './guard.ts'
import { ChannelItemSchema, MessageItemSchema, StatusItemSchema, TemplateItemSchema } from '../schemas.ts'
import { near } from '../../test/near.ts'

// The guard may say no to a good value, but never yes to one that valibot would refuse or change.

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
  ['item of channelsUpdates', ChannelItemSchema],
  ['item of messages', MessageItemSchema],
  ['item of statuses', StatusItemSchema],
  ['item of templateStatus', TemplateItemSchema],
]

describe.each(schemas)('%s', (name, schema) => {
  test('valibot accepts each value that the guard accepts, without changes', () => {
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

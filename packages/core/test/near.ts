import fc from 'fast-check'
import { isMoment } from '../src/webhooks/items/timestamp.ts'

/** Times as in Wazzup's documentation of webhooks, and values that only look like times. https://wazzup24.ru/help/api-ru/webhooks-2/ */
const moments = fc.oneof(
  { weight: 4, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
  fc.constantFrom<unknown>(
    '2025-05-06T14:16:00.002Z',
    '2025-05-06T14:16:00.002',
    '2025-13-06T14:16:00.002Z',
    '2025-06-31T14:16:00.002Z',
    '2025-06-32T14:16:00.002Z',
    '2025-05-06T24:00:00.000Z',
    '2025-05-06T14:16:60.000Z',
    '2025-05-06T14:16:00.002Z\n',
    1_746_540_960_002,
  ),
)

/** Returns an arbitrary of values that are close to a schema: built from its parts, with some invalid values. */
export function near(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  const node = schema as {
    type: string
    entries?: Record<string, unknown>
    item?: unknown
    wrapped?: unknown
    options?: unknown[]
    literal?: unknown
    pipe?: { metadata?: { known?: string[]; accepts?: unknown; list?: unknown; page?: unknown } }[]
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
  if (metadata?.some((each) => each?.accepts === isMoment)) return mostly(moments)
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
      // The first option is the documented form. It has most weight, because an item of many fields would rarely be valid otherwise.
      return fc.oneof(
        ...node.options!.map((option, index) => ({ weight: index === 0 ? 6 : 1, arbitrary: near(option, depth) })),
      )
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

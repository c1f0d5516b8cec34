import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calls, callWith, inputs } from '../../test/every-call.ts'
import { WazzupError } from '../index.ts'

// P7: for unknown fields, values and shapes in a response, the client throws only errors of this package.

const hostile = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.string(),
  fc.constantFrom(
    '',
    'null',
    '[]',
    '{}',
    '0',
    '"OK"',
    '{ ok }',
    '[null]',
    '{"data":[null,{}]}',
    '{"data":{}}',
    '{"error":[]}',
  ),
  fc.constantFrom(
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  ),
)
const statuses = fc.constantFrom(
  200,
  201,
  202,
  204,
  299,
  300,
  304,
  400,
  401,
  403,
  404,
  409,
  418,
  429,
  500,
  502,
  503,
  599,
)

describe.each(calls)('$name', ({ noun, verb, name }) => {
  test('returns a result or throws an error of this package, for each status and body', async () => {
    expect(Object.keys(inputs).includes(name) || /\.(list|getHost|get|describe)$/.test(name)).toBe(true)
    await fc.assert(
      fc.asyncProperty(statuses, hostile, async (status, body) => {
        const response = new Response(status === 204 || status === 304 ? null : body, { status })
        const error = await callWith(response, noun, verb).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        if (error !== undefined) expect(error).toBeInstanceOf(WazzupError)
        expect(({} as { x?: unknown }).x).toBeUndefined()
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

/** Changes of a valid item that keep its id. */
const oddities: [string, (item: Record<string, unknown>) => Record<string, unknown>][] = [
  ['an unknown field', (item) => ({ ...item, future: { deep: [null, 1] } })],
  ...[null, undefined, 5, 'text', true, [], {}].map((value): (typeof oddities)[number] => [
    `${JSON.stringify(value)} for every optional field`,
    (item) => ({ ...Object.fromEntries(Object.keys(item).map((key) => [key, value])), ...required(item) }),
  ]),
  [
    'values in upper case',
    (item) =>
      JSON.parse(JSON.stringify(item), (_, value: unknown) =>
        typeof value === 'string' ? value.toUpperCase() : value,
      ),
  ],
  [
    'ids as numbers',
    (item) => ({
      ...item,
      ...Object.fromEntries(
        Object.keys(required(item))
          .filter((key) => key.endsWith('d'))
          .map((key) => [key, 7]),
      ),
    }),
  ],
]

/** Fields that an item needs. */
function required(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    ['id', 'channelId', 'templateGuid', 'transport', 'state']
      .filter((key) => key in item)
      .map((key) => [key, item[key]]),
  )
}

const items: [string, Record<string, unknown>][] = [
  ['channels', { channelId: 'a', transport: 'whatsapp', state: 'active', plainId: '7', name: 'n' }],
  ['users', { id: 'a', name: 'n', phone: '7' }],
  [
    'contacts',
    { id: 'a', responsibleUserId: 'u', name: 'n', contactData: [{ chatType: 'vk', chatId: '1' }], uri: 'x' },
  ],
  ['deals', { id: 'a', responsibleUserId: 'u', name: 'n', contacts: ['c'], closed: true, uri: 'x' }],
  ['pipelines', { id: 'a', name: 'n', stages: [{ id: 's', name: 'n' }] }],
  [
    'templates',
    {
      templateGuid: 'a',
      status: 'approved',
      components: [{ type: 'BODY', text: 't' }],
      waba: { wabaId: 'w' },
      accountId: 1,
    },
  ],
]

describe.each(items)('items of %s', (noun, item) => {
  test.each(oddities)('%s removes neither the item nor the others', async (_, change) => {
    const data = [item, change(item), item]
    const body = noun === 'contacts' || noun === 'deals' ? { count: 3, data } : data
    const result = await callWith(new Response(JSON.stringify(body)), noun, 'list')
    const read = Array.isArray(result) ? result : (result as { data: unknown[] }).data
    expect(read).toHaveLength(3)
  })
})

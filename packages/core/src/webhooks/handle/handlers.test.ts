import { describe, expect, test, vi } from 'vitest'
import { readResponse } from '../../../test/read-response.ts'
import { bodies, delivered, inbound, outgoing } from '../../../test/wire-items.ts'
import { createWebhooks, type Background, type EventKind, type ReceiverOptions } from '../../index.ts'

/** Creates a receiver that records what happens, in order. */
function noting(options: Partial<ReceiverOptions> = {}) {
  const reported: [unknown, string][] = []
  const webhooks = createWebhooks({
    secret: false,
    onError: (error, event) => reported.push([error, event.kind]),
    ...options,
  })
  return { webhooks, reported, notes: [] as string[] }
}

const later = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('the order of handlers', () => {
  test('is sequential for one event: each starts after the previous one has ended, sync or async', async () => {
    const { webhooks, notes } = noting()
    const slow = (name: string) => async () => {
      notes.push(`${name} begins`)
      await later()
      notes.push(`${name} ends`)
    }
    webhooks
      .on('message', () => notes.push('first'))
      .on('message', slow('second'))
      .on('message', () => notes.push('third'))
      .on('message', slow('fourth'))
    expect(await webhooks.receive({ body: bodies.message })).toEqual({ status: 200 })
    expect(notes).toEqual(['first', 'second begins', 'second ends', 'third', 'fourth begins', 'fourth ends'])
  })

  test('is the order of the events in the body', async () => {
    const { webhooks, notes } = noting()
    const note = (name: string) => async () => {
      notes.push(`${name} begins`)
      await later()
      notes.push(`${name} ends`)
    }
    webhooks
      .on('status', note('status'))
      .on('echo', () => notes.push('echo'))
      .on('message', note('message'))
    await webhooks.receive({ body: { statuses: [delivered], messages: [outgoing, inbound] } })
    expect(notes).toEqual(['status begins', 'status ends', 'echo', 'message begins', 'message ends'])
  })

  test('is kept for 5,000 items with async handlers, without overflowing the stack', async () => {
    for (const handler of [async () => {}, () => Promise.resolve().then(() => {})]) {
      const seen: string[] = []
      const webhooks = createWebhooks({ secret: false }).on('status', ({ messageId }) => {
        seen.push(messageId)
        return handler()
      })
      const ids = Array.from({ length: 5_000 }, (_, index) => `m${index}`)
      const body = { statuses: ids.map((messageId) => ({ ...delivered, messageId })) }
      expect(await webhooks.receive({ body })).toEqual({ status: 200 })
      expect(seen).toEqual(ids)
    }
  })

  test('does not affect the reports of 5,000 failures, sync and async', async () => {
    for (const handler of [() => Promise.reject(new Error('later')), () => JSON.parse('at once')]) {
      const { webhooks, reported } = noting()
      webhooks.on('status', handler)
      const response = await webhooks.receive({ body: { statuses: Array(5_000).fill(delivered) } })
      const { status, body } = readResponse(response)
      expect([status, body]).toEqual([500, { error: '5000 of the handlers failed' }])
      expect(reported).toHaveLength(5_000)
    }
  })

  test('includes a handler that was added while another ran, from the next event on', async () => {
    const { webhooks, notes } = noting()
    webhooks.on('message', () => {
      notes.push('old')
      if (notes.length === 1) webhooks.on('message', () => notes.push('new'))
    })
    await webhooks.receive({ body: { messages: [inbound, inbound] } })
    expect(notes).toEqual(['old', 'old', 'new'])
  })

  test('may be empty: an event without a handler is not a failure', async () => {
    const { webhooks, reported } = noting()
    for (const kind of Object.keys(bodies) as EventKind[]) {
      if (kind === 'createContact' || kind === 'createDeal' || kind === 'unrecognized') continue
      expect(await webhooks.receive({ body: { ...bodies[kind], statuses: [] } })).toEqual({ status: 200 })
    }
    expect(reported).toEqual([])
  })
})

const failure = new Error('of the handler')
const failing: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw failure
    },
  ],
  ['rejects immediately', () => Promise.reject(failure)],
  ['rejects later', () => later().then(() => Promise.reject(failure))],
  [
    'returns a thenable that throws',
    () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- this test is about thenables
      then() {
        throw failure
      },
    }),
  ],
  [
    'returns a thenable that rejects',
    // oxlint-disable-next-line unicorn/no-thenable -- this test is about thenables
    () => ({ then: (_: unknown, reject: (error: unknown) => void) => reject(failure) }),
  ],
  [
    'returns something whose then cannot be read',
    () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- this test is about thenables
      get then() {
        throw failure
      },
    }),
  ],
]

describe.each(failing)('a handler that %s', (_, fail) => {
  test('makes the response a 500, is reported once, and does not stop the other handlers', async () => {
    const { webhooks, reported, notes } = noting()
    webhooks
      .on('message', fail)
      .on('message', () => notes.push('message'))
      .on('echo', () => notes.push('echo'))
    const body = { messages: [inbound, outgoing], statuses: [delivered] }
    expect(readResponse(await webhooks.receive({ body }))).toEqual({
      status: 500,
      body: { error: '1 of the handlers failed' },
    })
    expect(reported).toEqual([[failure, 'message']])
    expect(notes).toEqual(['message', 'echo'])
  })

  test('is only reported with afterResponse', async () => {
    const { webhooks, reported, notes } = noting()
    webhooks.on('message', fail).on('echo', () => notes.push('echo'))
    const works: Promise<unknown>[] = []
    const body = { messages: [inbound, outgoing] }
    expect(await webhooks.receive({ body }, { waitUntil: (work) => works.push(work) })).toEqual({ status: 200 })
    await Promise.all(works)
    expect(reported).toEqual([[failure, 'message']])
    expect(notes).toEqual(['echo'])
  })
})

// oxlint-disable-next-line unicorn/no-thenable -- a value that only looks like a thenable
test.each([undefined, null, 'text', 5, () => {}, { then: 'soon' }])(
  'the return value of a handler is ignored: %s',
  async (value) => {
    const { webhooks, reported } = noting()
    webhooks.on('message', () => value)
    expect(await webhooks.receive({ body: bodies.message })).toEqual({ status: 200 })
    expect(reported).toEqual([])
  },
)

describe('handlers that run after the response', () => {
  test('do not delay the response, and waitUntil is called once', async () => {
    const { webhooks, notes } = noting()
    let finish = () => {}
    webhooks.on('message', () => new Promise<void>((resolve) => (finish = resolve)))
    webhooks.on('echo', () => notes.push('echo'))
    const works: Promise<unknown>[] = []
    const response = await webhooks.receive(
      { body: { messages: [inbound, outgoing] } },
      { waitUntil: (work) => works.push(work) },
    )
    expect([response, notes, works.length]).toEqual([{ status: 200 }, [], 1])
    finish()
    await Promise.all(works)
    expect(notes).toEqual(['echo'])
  })

  test('do not call waitUntil when no work is left, or the delivery is rejected', async () => {
    const { webhooks } = noting({ secret: 'secret' })
    webhooks.on('message', () => {}).on('echo', async () => {})
    const waitUntil = vi.fn<Background['waitUntil']>()
    await webhooks.receive({ url: '/?key=secret', body: bodies.message }, { waitUntil })
    await webhooks.receive({ url: '/?key=secret', body: { test: true } }, { waitUntil })
    await webhooks.receive({ url: '/?key=wrong', body: bodies.echo }, { waitUntil })
    await webhooks.receive({ url: '/?key=secret', body: 'nonsense' }, { waitUntil })
    expect(waitUntil).not.toHaveBeenCalled()
  })

  test('do not include handlers of questions', async () => {
    const { webhooks, notes } = noting()
    const entity = { id: '1', responsibleUserId: 'u', name: 'n', contactData: [] }
    webhooks.on('createContact', async () => entity)
    webhooks.on('message', async () => {
      await later()
      notes.push('message')
    })
    const works: Promise<unknown>[] = []
    const body = { ...bodies.createContact, ...bodies.message }
    expect(readResponse(await webhooks.receive({ body }, { waitUntil: (work) => works.push(work) }))).toEqual({
      status: 200,
      body: entity,
    })
    expect(notes).toEqual([])
    await Promise.all(works)
    expect([notes, works.length]).toEqual([['message'], 1])
  })
})

describe('onError', () => {
  test.each<[string, () => unknown]>([
    ['throws', () => JSON.parse('nonsense')],
    ['rejects', () => Promise.reject(new Error('of the logger'))],
    ['never ends', () => new Promise(() => {})],
  ])('that %s does not change the response', async (_, onError) => {
    const { webhooks, notes } = noting({ onError })
    webhooks
      .on('message', () => {
        throw failure
      })
      .on('echo', () => notes.push('echo'))
    expect((await webhooks.receive({ body: { messages: [inbound, outgoing] } })).status).toBe(500)
    expect(notes).toEqual(['echo'])
  })

  test('is called for an item that cannot be read, unless there is a handler for it', async () => {
    const body = { messages: [{ ...inbound, messageId: null, text: 'private' }], mood: 'good' }
    const { webhooks, reported } = noting()
    expect(await webhooks.receive({ body })).toEqual({ status: 200 })
    expect(reported).toEqual([
      [
        expect.objectContaining({
          name: 'WazzupValidationError',
          message: expect.stringContaining('messages.messageId must be'),
        }),
        'unrecognized',
      ],
    ])
    expect(String(reported[0]![0])).not.toContain('private')
    webhooks.on('unrecognized', () => {})
    await webhooks.receive({ body })
    expect(reported).toHaveLength(1)
  })

  test('writes a line to the console by default, without the content of the message', async () => {
    const lines = vi.spyOn(console, 'error').mockImplementation(() => {})
    const webhooks = createWebhooks({ secret: false }).on('message', () => {
      throw failure
    })
    await webhooks.receive({
      body: {
        messages: [
          { ...inbound, text: 'private' },
          { ...inbound, messageId: {} },
        ],
      },
    })
    const { messageId, chatId, channelId } = inbound
    expect(lines.mock.calls).toEqual([
      [
        `wazzup-kit: message "${messageId}" in the whatsapp chat "${chatId}" of channel "${channelId}" could not be handled:`,
        failure.stack,
      ],
      [
        'wazzup-kit: an item of "messages" could not be read:',
        expect.stringMatching(/^delivery: messages\.messageId must be .*$/),
      ],
    ])
    lines.mockRestore()
  })
})

test('a handler that hangs makes the response a 504, and the next handlers run when it ends', async () => {
  const { webhooks, notes } = noting({ timeout: 20 })
  let finish = () => {}
  webhooks.on('message', () => new Promise<void>((resolve) => (finish = resolve)))
  webhooks.on('echo', () => notes.push('echo'))
  const response = readResponse(await webhooks.receive({ body: { messages: [inbound, outgoing] } }))
  expect(response).toEqual({ status: 504, body: { error: 'the delivery got no response within 20 ms' } })
  finish()
  await vi.waitFor(() => expect(notes).toEqual(['echo']))
})

describe('on', () => {
  test.each([['massage'], ['constructor'], [undefined]])('rejects the event %s', (kind) => {
    expect(() => createWebhooks({ secret: false }).on(kind as EventKind, () => undefined as never)).toThrow(
      /event must be one of message, groupMessage, .*unrecognized; got/,
    )
  })

  test('rejects a handler that is not a function', () => {
    expect(() => createWebhooks({ secret: false }).on('message', undefined as never)).toThrow(
      /handler of message: handler must be a function/,
    )
  })
})

import type { DueQueues } from '../port/claims.ts'
import { endRun } from '../port/settlement.ts'
import { expectFields, expectRejection, expectSame, expectSoon, expectTrue } from './expectations.ts'
import { append, eventById, eventOf, main, storeCase } from './store-case.ts'

/** Steps are atomic, compare before they write, and skip known ids. */
export const stepCases = [
  storeCase('makes all changes of a step', async ({ driver }) => {
    await append(driver, eventOf('a'))
    const event = await eventById(driver, 'a')
    const committed = await driver.commit(main, {
      settle: [endRun(event, { state: 'done' })],
      append: [eventOf('b')],
      write: [{ key: 'k', value: 1, version: undefined }],
    })
    expectSame(committed, { appended: [true] }, 'result of the step')
    expectFields(await eventById(driver, 'a'), { state: 'done' }, 'settled event')
    expectFields(await driver.head(main, 'in/a'), { id: 'b' }, 'head of the lane')
    expectSame((await driver.read(main, ['k']))[0]?.value, 1, 'written record')
  }),
  storeCase('takes times with a fraction of a millisecond', async ({ driver }) => {
    const now = await driver.now()
    await append(driver, eventOf('a', { due: now + 0.5 }), eventOf('b'))
    const [a, b] = [await eventById(driver, 'a'), await eventById(driver, 'b')]
    const due = now + 60_000.5
    await driver.commit(main, {
      settle: [endRun(a, { state: 'waiting', due, attempts: 1 }), endRun(b, { state: 'done', keepUntil: due })],
      write: [{ key: 'k', value: 1, version: undefined, expiresAt: due }],
    })
    const again = await eventById(driver, 'a')
    expectTrue(again.due >= due && again.due < due + 1, `The event is due at ${again.due} in place of ${due}`)
    expectTrue((await eventById(driver, 'b')).data !== null, 'The content was not kept')
    expectSame((await driver.read(main, ['k']))[0]?.value, 1, 'written record')
  }),
  storeCase('changes nothing when one event of a step has another revision', async ({ driver }) => {
    await append(driver, eventOf('a'), eventOf('b'))
    const [a, b] = [await eventById(driver, 'a'), await eventById(driver, 'b')]
    const committed = await driver.commit(main, {
      settle: [endRun(a, { state: 'done' }), endRun({ ...b, revision: b.revision + 1 }, { state: 'done' })],
      append: [eventOf('c')],
      write: [{ key: 'k', value: 1, version: undefined }],
    })
    expectSame(committed, undefined, 'result of the stale step')
    expectFields(await eventById(driver, 'a'), { state: 'waiting', revision: a.revision }, 'the other event')
    expectSame(await driver.find(main, ['c']), [], 'appended event')
    expectSame(await driver.read(main, ['k']), [undefined], 'written record')
  }),
  storeCase('changes nothing when one record of a step has another version', async ({ driver }) => {
    await append(driver, eventOf('a'))
    await driver.commit(main, { write: [{ key: 'old', value: 1, version: undefined }] })
    const event = await eventById(driver, 'a')
    for (const version of [undefined, 'never written']) {
      const committed = await driver.commit(main, {
        settle: [endRun(event, { state: 'done' })],
        append: [eventOf('b')],
        write: [
          { key: 'new', value: 2, version: undefined },
          { key: 'old', value: 2, version },
        ],
      })
      expectSame(committed, undefined, `result of the step with the version ${String(version)}`)
    }
    expectFields(await eventById(driver, 'a'), { state: 'waiting', revision: event.revision }, 'the event')
    expectSame(await driver.find(main, ['b']), [], 'appended event')
    const values = (await driver.read(main, ['new', 'old'])).map((record) => record?.value)
    expectSame(values, [undefined, 1], 'values of the records')
  }),
  storeCase('changes nothing when an event of a step is unknown', async ({ driver }) => {
    const settle = [{ position: 1, lane: 'in/a', revision: 1, end: { state: 'done' } as const }]
    expectSame(await driver.commit(main, { settle, append: [eventOf('a')] }), undefined, 'result of the step')
    expectSame(await driver.find(main, ['a']), [], 'appended event')
  }),
  storeCase('rejects a value that is not JSON, changes nothing, and works afterwards', async ({ driver }) => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    const append = [eventOf('a'), eventOf('b', { data: circle })]
    await expectRejection(driver.commit(main, { append }), 'a step with a circular value')
    expectSame(await driver.find(main, ['a', 'b']), [], 'events after the rejected step')
    expectSame(await driver.commit(main, { append: [eventOf('a')] }), { appended: [true] }, 'the next step')
  }),
  storeCase('lets a rejected step and a stale step not disturb the steps beside them', async ({ driver }) => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    const steps = [
      { append: [eventOf('a')], write: [{ key: 'k', value: 1, version: undefined }] },
      { append: [eventOf('b', { data: circle })] },
      { append: [eventOf('c')], write: [{ key: 'known', value: 2, version: undefined }] },
      { append: [eventOf('d')] },
    ]
    await driver.commit(main, { write: [{ key: 'known', value: 1, version: undefined }] })
    const ended = await Promise.allSettled(steps.map((step) => driver.commit(main, step)))
    const results = ended.map((end) => (end.status === 'fulfilled' ? end.value : end.status))
    expectSame(results, [{ appended: [true] }, 'rejected', undefined, { appended: [true] }], 'results of the steps')
    const found = await driver.find(main, ['a', 'b', 'c', 'd'])
    expectSame(
      found.map(({ id }) => id),
      ['a', 'd'],
      'stored events',
    )
    const values = (await driver.read(main, ['k', 'known'])).map((record) => record?.value)
    expectSame(values, [1, 1], 'values of the records')
  }),
  storeCase('lets exactly one of many concurrent steps with the same version win', async ({ driver }) => {
    await driver.commit(main, { write: [{ key: 'k', value: 'first', version: undefined }] })
    const [record] = await driver.read(main, ['k'])
    const numbers = Array.from({ length: 20 }, (_, number) => number)
    const results = await Promise.all(
      numbers.map((number) =>
        driver.commit(main, {
          write: [{ key: 'k', value: number, version: record?.version }],
          append: [eventOf(`of ${number}`)],
        }),
      ),
    )
    const winners = numbers.filter((number) => results[number] !== undefined)
    expectSame(winners.length, 1, 'number of steps that were made')
    expectSame((await driver.read(main, ['k']))[0]?.value, winners[0], 'value of the record')
    const found = await driver.find(
      main,
      numbers.map((number) => `of ${number}`),
    )
    expectSame(
      found.map(({ id }) => id),
      [`of ${winners[0]}`],
      'events of the steps',
    )
  }),
  storeCase(
    'skips an event whose id is known in any state, and an id that comes twice in a step',
    async ({ driver }) => {
      expectSame(await append(driver, eventOf('a'), eventOf('b'), eventOf('a')), [true, true, false], 'first step')
      await append(driver, eventOf('dead'), eventOf('done'))
      for (const [id, end] of [
        ['dead', { state: 'dead', attempts: 6, error: 'failed' }],
        ['done', { state: 'done' }],
      ] as const) {
        const event = await eventById(driver, id)
        await driver.commit(main, { settle: [endRun(event, end)] })
      }
      const again = ['a', 'dead', 'done', 'new'].map((id) => eventOf(id, { lane: 'in/other', data: 'other' }))
      expectSame(await append(driver, ...again), [false, false, false, true], 'second step')
      expectFields(await eventById(driver, 'a'), { lane: 'in/a', data: { id: 'a' } }, 'the event that was stored first')
    },
  ),
  storeCase('gives positions in the order of steps and of events in a step', async ({ driver }) => {
    await append(driver, eventOf('c'), eventOf('a', { lane: 'in/b' }))
    await append(driver, eventOf('b'), eventOf('d'))
    const listed = await driver.listEvents(main, { state: 'waiting', limit: 10 })
    expectSame(
      listed.map(({ id }) => id),
      ['c', 'a', 'b', 'd'],
      'order of the log',
    )
    const positions = listed.map(({ position }) => position)
    expectSame(
      positions,
      [...new Set(positions)].toSorted((one, other) => one - other),
      'positions',
    )
  }),
  storeCase('stores 5,000 events in one step, in their order', async ({ driver }) => {
    const events = Array.from({ length: 5_000 }, (_, number) => eventOf(`e${number}`, { lane: `in/${number % 7}` }))
    const appended = await append(driver, ...events)
    expectSame(appended.filter(Boolean).length, 5_000, 'number of new events')
    const listed = await driver.listEvents(main, { state: 'waiting', limit: 5_000 })
    expectSame(
      listed.map(({ id }) => id),
      events.map(({ id }) => id),
      'order of the log',
    )
  }),
  storeCase('keeps a copy of each value', async ({ driver }) => {
    const data = { list: [1] }
    const value = { list: [1] }
    const step = { append: [eventOf('a', { data })], write: [{ key: 'k', value, version: undefined }] }
    const pending = driver.commit(main, step)
    data.list.push(2)
    value.list.push(2)
    await pending
    expectSame((await eventById(driver, 'a')).data, { list: [1] }, 'data of the event')
    expectSame((await driver.read(main, ['k']))[0]?.value, { list: [1] }, 'value of the record')
  }),
  storeCase('reports due lanes after an append, a retry, a replay and a wake', async ({ driver, advance }) => {
    const told: (DueQueues | undefined)[] = []
    const stop = driver.whenDue((due) => void told.push(due))
    const reports = async (cause: string): Promise<void> => {
      await expectSoon(() => told.length > 0, `whenDue() was not called after ${cause}`)
      told.length = 0
    }
    await append(driver, eventOf('a'))
    await reports('an append')
    const first = await eventById(driver, 'a')
    const retry = { state: 'waiting', due: first.due + 5, attempts: 1 } as const
    await driver.commit(main, { settle: [endRun(first, retry)] })
    await reports('a retry')
    await driver.wake(main, 'in/')
    await reports('a wake')
    const second = await eventById(driver, 'a')
    const dead = { state: 'dead', attempts: 2, error: 'failed' } as const
    await driver.commit(main, { settle: [endRun(second, dead)] })
    told.length = 0
    const third = await eventById(driver, 'a')
    await driver.commit(main, {
      settle: [endRun(third, { state: 'replayed' })],
    })
    await reports('a replay')
    stop()
    await append(driver, eventOf('b'))
    await advance(1_000)
    await driver.now()
    expectSame(told, [], 'calls after stop')
  }),
  storeCase('reports the account and the queues whose lanes a step has made due', async ({ driver }) => {
    const told = new Set<string>()
    const stop = driver.whenDue((due) => {
      for (const queue of due?.queues ?? []) told.add(`${due!.account} ${queue}`)
    })
    const reports = async (cause: string, ...queues: readonly string[]): Promise<void> => {
      await expectSoon(
        () => queues.every((queue) => told.has(queue)),
        `whenDue() did not name ${queues} after ${cause}`,
      )
      expectSame([...told].toSorted(), queues, `queues that whenDue() named after ${cause}`)
      told.clear()
    }
    await append(driver, eventOf('a'), eventOf('b', { lane: 'out/b' }), eventOf('c', { lane: 'out/c' }))
    await reports('an append', 'main in', 'main out')
    const [a, b] = [await eventById(driver, 'a'), await eventById(driver, 'b')]
    const retry = { state: 'waiting', due: a.due, attempts: 1 } as const
    await driver.commit('other', { append: [eventOf('a', { lane: 'quiet/a' })] })
    await reports('a step of another account', 'other quiet')
    await driver.commit(main, { settle: [endRun(a, retry), endRun(b, { state: 'done' })] })
    await reports('a retry in one queue and an end in another', 'main in')
    await driver.wake(main, 'out/')
    await reports('a wake', 'main out')
    stop()
  }),
]

import type { EventEnd, StoreDriver } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { expectFields, expectSame, expectTrue } from './expectations.ts'
import { append, claimNames, eventById, eventOf, main, storeCase } from './store-case.ts'

async function settle(driver: StoreDriver, id: string, end: EventEnd): Promise<boolean> {
  const event = await eventById(driver, id)
  return (await driver.commit(main, { settle: [endRun(event, end)] })) !== undefined
}

/** What a settlement makes of an event, and how events are read. */
export const eventCases = [
  storeCase('returns a new event with all its fields', async ({ driver }) => {
    const at = await driver.now()
    await append(driver, eventOf('a', { data: { text: 'Hello' }, due: at + 50, subject: 's' }), eventOf('b'))
    const expected = { id: 'a', lane: 'in/a', subject: 's', state: 'waiting', data: { text: 'Hello' }, progress: null }
    expectFields(
      await eventById(driver, 'a'),
      { ...expected, attempts: 0, due: at + 50, at, error: undefined },
      'event',
    )
    expectFields(await eventById(driver, 'b'), { due: at, subject: undefined }, 'event without due and subject')
  }),
  storeCase('returns the first waiting event of a lane as its head, also when it is not due', async ({ driver }) => {
    const now = await driver.now()
    await append(driver, eventOf('a', { due: now + 60_000 }), eventOf('b'), eventOf('c', { lane: 'in/ab' }))
    expectFields(await driver.head(main, 'in/a'), { id: 'a' }, 'head')
    await settle(driver, 'a', { state: 'done' })
    expectFields(await driver.head(main, 'in/a'), { id: 'b' }, 'head after the first event')
    await settle(driver, 'b', { state: 'done' })
    expectSame(await driver.head(main, 'in/a'), undefined, 'head of an empty lane')
    expectSame(await driver.head(main, 'in/unknown'), undefined, 'head of an unknown lane')
  }),
  storeCase('settles to waiting: the event stays first, with what the run left', async ({ driver }) => {
    const now = await driver.now()
    await append(driver, eventOf('a'), eventOf('b'))
    const before = await eventById(driver, 'a')
    await settle(driver, 'a', { state: 'waiting', due: now + 1_000, attempts: 3, progress: ['one'], error: 'failed' })
    const after = await driver.head(main, 'in/a')
    const expected = { id: 'a', position: before.position, state: 'waiting', data: { id: 'a' }, progress: ['one'] }
    expectFields(after, { ...expected, due: now + 1_000, attempts: 3, error: 'failed', at: before.at }, 'head')
    expectTrue(after?.revision !== before.revision, 'A settlement must change the revision')
    await settle(driver, 'a', { state: 'waiting', due: now, attempts: 0 })
    expectFields(await driver.head(main, 'in/a'), { progress: null, attempts: 0, error: undefined }, 'second retry')
  }),
  storeCase('settles to dead: the event leaves its lane and keeps its content', async ({ driver }) => {
    await append(driver, eventOf('a'), eventOf('b'))
    await settle(driver, 'a', { state: 'dead', attempts: 6, progress: { done: ['x'] }, error: 'no CRM' })
    const expected = { state: 'dead', data: { id: 'a' }, progress: { done: ['x'] }, attempts: 6, error: 'no CRM' }
    expectFields(await eventById(driver, 'a'), expected, 'dead event')
    expectFields(await driver.head(main, 'in/a'), { id: 'b' }, 'head')
  }),
  storeCase('settles to done: the event keeps its identity and loses its content', async ({ driver }) => {
    await append(driver, eventOf('a', { subject: 's' }))
    const { position, at } = await eventById(driver, 'a')
    await settle(driver, 'a', { state: 'done' })
    const expected = { state: 'done', lane: 'in/a', subject: 's', position, at, data: null, progress: null }
    expectFields(await eventById(driver, 'a'), expected, 'done event')
  }),
  storeCase('keeps the content of a done event until keepUntil and a purge', async ({ driver, advance }) => {
    const now = await driver.now()
    await append(driver, eventOf('a'))
    await settle(driver, 'a', { state: 'done', keepUntil: now + 1_000 })
    await driver.purge(main, 0)
    expectFields(await eventById(driver, 'a'), { state: 'done', data: { id: 'a' } }, 'event before keepUntil')
    await advance(1_001)
    await driver.purge(main, 0)
    expectFields(await eventById(driver, 'a'), { state: 'done', data: null }, 'event after keepUntil')
  }),
  storeCase(
    'replays a dead event at the end of its lane, under its id, at a new position',
    async ({ driver, advance }) => {
      await append(driver, eventOf('a', { subject: 's' }), eventOf('b'))
      await settle(driver, 'a', { state: 'dead', attempts: 6, progress: 1, error: 'failed' })
      await append(driver, eventOf('c'))
      const dead = await eventById(driver, 'a')
      await advance(500)
      expectTrue(await settle(driver, 'a', { state: 'replayed', progress: 2 }), 'The settlement of a dead event failed')
      const again = await eventById(driver, 'a')
      const expected = { state: 'waiting', lane: 'in/a', subject: 's', data: { id: 'a' }, progress: 2, attempts: 0 }
      expectFields(again, { ...expected, error: undefined, due: await driver.now(), at: dead.at }, 'replayed event')
      expectTrue(again.position > dead.position, 'A replayed event must get a new, greater position')
      expectTrue(again.revision !== dead.revision, 'A replay must change the revision')
      const listed = await driver.listEvents(main, { state: 'waiting', limit: 10 })
      expectSame(
        listed.map(({ id }) => id),
        ['b', 'c', 'a'],
        'order of the lane',
      )
      const stale = [endRun(dead, { state: 'replayed' })]
      expectSame(await driver.commit(main, { settle: stale }), undefined, 'second replay of the same dead event')
      expectSame(await append(driver, eventOf('a')), [false], 'an append of its id')
    },
  ),
  storeCase('makes a lane due by a replay in it', async ({ driver }) => {
    await append(driver, eventOf('a'))
    await settle(driver, 'a', { state: 'dead', attempts: 6, error: 'failed' })
    expectSame(await claimNames(driver), [], 'lanes before the replay')
    await settle(driver, 'a', { state: 'replayed' })
    expectSame(await claimNames(driver), ['in/a'], 'lanes after the replay')
  }),
  storeCase('settles only waiting events, and replays only dead ones', async ({ driver }) => {
    await append(driver, eventOf('done'), eventOf('dead'), eventOf('waiting'))
    await settle(driver, 'done', { state: 'done' })
    await settle(driver, 'dead', { state: 'dead', attempts: 1, error: 'failed' })
    const retry = { state: 'waiting', due: 0, attempts: 1 } as const
    for (const [id, end] of [
      ['done', retry],
      ['done', { state: 'done' }],
      ['done', { state: 'replayed' }],
      ['dead', retry],
      ['dead', { state: 'done' }],
      ['waiting', { state: 'replayed' }],
    ] as const) {
      expectTrue(!(await settle(driver, id, end)), `An event in the state ${id} was settled to ${end.state}`)
    }
  }),
  storeCase('lets exactly one of two settlements of one revision win', async ({ driver }) => {
    await append(driver, eventOf('a'))
    const event = await eventById(driver, 'a')
    const retry = { state: 'waiting', due: 0, attempts: 1 } as const
    const step = { settle: [endRun(event, retry)] }
    const results = await Promise.all([driver.commit(main, step), driver.commit(main, step)])
    expectSame(results.filter(Boolean).length, 1, 'number of settlements that were made')
  }),
  storeCase('never uses the position of a deleted event again', async ({ driver }) => {
    await append(driver, eventOf('a', { subject: 's' }))
    const { position } = await eventById(driver, 'a')
    await driver.forget(main, 's')
    await append(driver, eventOf('a'))
    expectTrue((await eventById(driver, 'a')).position > position, 'A position was used again')
  }),
  storeCase('finds events in any state in the order of the ids', async ({ driver }) => {
    await append(driver, eventOf('a'), eventOf('b'))
    await settle(driver, 'a', { state: 'done' })
    const found = await driver.find(main, ['b', 'unknown', 'a'])
    expectSame(
      found.map(({ id }) => id),
      ['b', 'a'],
      'found events',
    )
    expectSame(await driver.find(main, []), [], 'events of no ids')
  }),
  storeCase('lists events by state and lane, in pages', async ({ driver }) => {
    const lanes = ['in/a', 'in/ab', 'out/a', 'in/a_', 'in/a%']
    await append(driver, ...lanes.map((lane) => eventOf(`of ${lane}`, { lane })), eventOf('dead'), eventOf('done'))
    await settle(driver, 'dead', { state: 'dead', attempts: 1, error: 'failed' })
    await settle(driver, 'done', { state: 'done' })
    const ids = async (query: Parameters<StoreDriver['listEvents']>[1]): Promise<string[]> =>
      (await driver.listEvents(main, query)).map(({ id }) => id)
    const inA = ['of in/a', 'of in/ab', 'of in/a_', 'of in/a%']
    expectSame(await ids({ state: 'waiting', lanePrefix: 'in/a', limit: 10 }), inA, 'events of in/a…')
    expectSame(await ids({ state: 'waiting', lanePrefix: 'in/a_', limit: 10 }), ['of in/a_'], 'events of in/a_…')
    expectSame(await ids({ state: 'waiting', lanePrefix: 'in/a%', limit: 10 }), ['of in/a%'], 'events of in/a%…')
    expectSame(await ids({ state: 'dead', limit: 10 }), ['dead'], 'dead events')
    expectSame(await ids({ state: 'done', limit: 10 }), ['done'], 'done events')
    const paged: string[] = []
    for (let after: number | undefined; ;) {
      const page = await driver.listEvents(main, { state: 'waiting', lanePrefix: 'in/', after, limit: 3 })
      if (page.length === 0) break
      paged.push(...page.map(({ id }) => id))
      after = page.at(-1)?.position
    }
    expectSame(paged, inA, 'pages of three events')
  }),
]

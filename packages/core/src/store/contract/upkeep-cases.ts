import type { Step, StoreDriver } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { expectFields, expectSame, expectTrue } from './expectations.ts'
import { append, claimLanes, claimNames, eventById, eventOf, main, storeCase } from './store-case.ts'

async function settleToDone(driver: StoreDriver, id: string): Promise<void> {
  const event = await eventById(driver, id)
  await driver.commit(main, { settle: [endRun(event, { state: 'done' })] })
}

/** Everything that an account can hold, for the case about two accounts. */
async function fill(driver: StoreDriver, account: string, value: string): Promise<void> {
  const late = { due: (await driver.now()) + 60_000, subject: 's' }
  const step: Step = {
    append: [eventOf('a', { data: value, subject: 's' }), eventOf('b', { lane: 'in/b', data: value, ...late })],
    write: [{ key: 'k', value, version: undefined, group: 'g', subject: 's' }],
  }
  expectSame(await driver.commit(account, step), { appended: [true, true] }, `first step of ${account}`)
}

async function contentOf(driver: StoreDriver, account: string): Promise<unknown> {
  const events = await driver.listEvents(account, { state: 'waiting', limit: 10 })
  // Accounts may share a file.
  const { bytes: _, ...stats } = await driver.stats(account)
  return {
    find: (await driver.find(account, ['a', 'b'])).map(({ data, due }) => [data, due]),
    head: (await driver.head(account, 'in/a'))?.data,
    listed: events.map(({ id, data }) => [id, data]),
    read: await driver.read(account, ['k']),
    group: await driver.readGroup(account, 'g'),
    records: await driver.listRecords(account, { prefix: '', limit: 10 }),
    stats,
  }
}

/** Accounts, deletion and figures. */
export const upkeepCases = [
  storeCase('keeps accounts apart in all its functions', async ({ driver }) => {
    const accounts = [main, 'other', 'ma', 'main ', 'MAIN']
    for (const account of accounts) await fill(driver, account, `of ${account}`)
    const before = await contentOf(driver, 'other')
    expectSame((before as { head: unknown }).head, 'of other', 'head of the other account')

    const { claims } = await driver.claim({ accounts: [main], queue: 'in', limit: 10, lease: 20_000 })
    expectSame(
      claims.map(({ account, lane }) => [account, lane]),
      [[main, 'in/a']],
      'claims of one account',
    )
    await driver.wake(main, 'in/')
    await driver.forget(main, 's')
    await driver.purge(main, (await driver.now()) + 1)
    expectSame(await driver.find(main, ['a', 'b']), [], 'events of the account that forgot its subject')
    expectSame(await contentOf(driver, 'other'), before, 'content of the other account')

    const rest = await driver.claim({ accounts: ['other', 'ma', 'unknown'], queue: 'in', limit: 10, lease: 20_000 })
    const claimed = rest.claims.map(({ account, lane }) => `${account}: ${lane}`)
    expectSame(claimed.toSorted(), ['ma: in/a', 'other: in/a'], 'claims of two accounts')
    expectSame(await driver.claim({ accounts: [], queue: 'in', limit: 10, lease: 1 }), { claims: [] }, 'claims of none')
  }),
  storeCase('forgets the events and records of a subject, which then arrive as new', async ({ driver }) => {
    const subject = 'whatsapp/1'
    await append(driver, eventOf('done', { subject }), eventOf('dead', { subject }), eventOf('a', { subject }))
    await append(driver, eventOf('b', { subject: 'whatsapp/10' }), eventOf('c'), eventOf('d', { subject }))
    await settleToDone(driver, 'done')
    const event = await eventById(driver, 'dead')
    const dead = { state: 'dead', attempts: 1, error: 'failed' } as const
    await driver.commit(main, {
      settle: [endRun(event, dead)],
      write: [
        { key: 'x', value: 1, version: undefined, subject },
        { key: 'y', value: 1, version: undefined, subject: 'whatsapp/10' },
        { key: 'z', value: 1, version: undefined },
      ],
    })
    expectSame(await driver.forget(main, subject), 5, 'number of deleted rows')
    expectSame(await driver.forget(main, subject), 0, 'number of deleted rows the second time')
    const listed = await driver.listEvents(main, { state: 'waiting', limit: 10 })
    expectSame(
      listed.map(({ id }) => id),
      ['b', 'c'],
      'waiting events',
    )
    const records = await driver.listRecords(main, { prefix: '', limit: 10 })
    expectSame(
      records.map(({ key }) => key),
      ['y', 'z'],
      'records',
    )
    expectFields(await driver.head(main, 'in/a'), { id: 'b' }, 'head')
    expectSame(await append(driver, eventOf('done'), eventOf('a')), [true, true], 'append of forgotten ids')
  }),
  storeCase('does not claim a lane whose events were forgotten', async ({ driver, advance }) => {
    await append(driver, eventOf('a', { subject: 's' }))
    await driver.forget(main, 's')
    const asked = await driver.claim({ accounts: [main], queue: 'in', limit: 5, lease: 1_000 })
    expectSame(asked, { claims: [], next: undefined }, 'claim')
    await append(driver, eventOf('b', { subject: 's' }))
    expectSame((await claimLanes(driver)).length, 1, 'number of claims')
    await driver.forget(main, 's')
    await advance(60_000)
    expectSame(await claimNames(driver), [], 'lanes after the claim ended')
  }),
  storeCase('makes a lane due by the event behind a forgotten one', async ({ driver }) => {
    const due = (await driver.now()) + 60_000
    await append(driver, eventOf('a', { subject: 's', due }), eventOf('b'))
    expectSame(await claimNames(driver), [], 'lanes while the first event is not due')
    await driver.forget(main, 's')
    expectSame(await claimNames(driver), ['in/a'], 'lanes after the first event was forgotten')
  }),
  storeCase('purges events that were done before a time, and no others', async ({ driver, advance }) => {
    await append(driver, eventOf('old'), eventOf('new'), eventOf('dead'), eventOf('waiting', { lane: 'in/b' }))
    await settleToDone(driver, 'old')
    const event = await eventById(driver, 'dead')
    const end = { state: 'dead', attempts: 1, error: 'failed' } as const
    await driver.commit(main, { settle: [endRun(event, end)] })
    await advance(10_000)
    await settleToDone(driver, 'new')
    await driver.purge(main, await driver.now())
    const left = await driver.find(main, ['old', 'new', 'dead', 'waiting'])
    expectSame(
      left.map(({ id }) => id),
      ['new', 'dead', 'waiting'],
      'events',
    )
    expectSame(await append(driver, eventOf('old'), eventOf('new')), [true, false], 'append of their ids')
  }),
  storeCase('counts waiting events by queue, the oldest of them, and dead ones', async ({ driver, advance }) => {
    expectSame(await figures(driver), { waiting: {}, oldest: {}, dead: 0 }, 'figures of an empty store')
    const start = await driver.now()
    await append(driver, eventOf('a'), eventOf('dead'), eventOf('o', { lane: 'out/a', due: start + 60_000 }))
    await advance(1_000)
    await append(driver, eventOf('b'), eventOf('c', { lane: 'in/b' }), eventOf('p', { lane: 'out/b' }))
    const event = await eventById(driver, 'dead')
    const end = { state: 'dead', attempts: 1, error: 'failed' } as const
    await driver.commit(main, { settle: [endRun(event, end)] })
    const before = { waiting: { in: 3, out: 2 }, oldest: { in: start, out: start }, dead: 1 }
    expectSame(await figures(driver), before, 'figures')
    await settleToDone(driver, 'a')
    await settleToDone(driver, 'o')
    await settleToDone(driver, 'p')
    const after = { waiting: { in: 2 }, oldest: { in: start + 1_000 }, dead: 1 }
    expectSame(await figures(driver), after, 'figures after settlements')
  }),
  storeCase('returns the time of its clock', async ({ driver, advance }) => {
    const start = await driver.now()
    await advance(1_234)
    expectTrue((await driver.now()) === start + 1_234, 'now() does not follow the clock that was given to the driver')
  }),
]

/** Returns the figures that every engine has. */
async function figures(driver: StoreDriver): Promise<unknown> {
  const { waiting, oldest, dead } = await driver.stats(main)
  return { waiting, oldest, dead }
}

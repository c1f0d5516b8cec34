import type { StoreDriver } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { expectFields, expectSame, expectTrue } from './expectations.ts'
import { append, claimLanes, claimNames, eventById, eventOf, main, storeCase } from './store-case.ts'

const lease = 20_000

async function claimOne(driver: StoreDriver) {
  const claims = await claimLanes(driver, 100, lease)
  const [claim] = claims
  if (!claim || claims.length !== 1) throw new Error(`Expected one claim, but got ${claims.length}`)
  return claim
}

async function settleHead(driver: StoreDriver, end: 'done' | 'retry'): Promise<void> {
  const head = await driver.head(main, 'in/a')
  if (!head) throw new Error('The lane in/a has no head')
  const ends = { done: { state: 'done' }, retry: { state: 'waiting', due: head.due, attempts: 1 } } as const
  await driver.commit(main, { settle: [endRun(head, ends[end])] })
}

/** Settles the event `a` to run again in a second, and returns when that is. */
async function retryLater(driver: StoreDriver): Promise<number> {
  const event = await eventById(driver, 'a')
  const due = (await driver.now()) + 1_000
  await driver.commit(main, { settle: [endRun(event, { state: 'waiting', due, attempts: 1 })] })
  return due
}

/** One worker for each lane. */
export const claimCases = [
  storeCase('gives a lane to one worker only, whatever is appended meanwhile', async ({ driver }) => {
    await append(driver, eventOf('a'), eventOf('b'))
    expectFields(await claimOne(driver), { account: main, lane: 'in/a', abandoned: 0 }, 'claim')
    expectSame(await claimNames(driver), [], 'second claim')
    await append(driver, eventOf('c'))
    expectSame(await claimNames(driver), [], 'claim after an append')
    await driver.wake(main, 'in/')
    expectSame(await claimNames(driver), [], 'claim after a wake')
    await settleHead(driver, 'done')
    expectSame(await claimNames(driver), [], 'claim after a settlement')
  }),
  storeCase('gives each lane to one of many concurrent workers', async ({ driver }) => {
    const lanes = Array.from({ length: 30 }, (_, number) => `in/${number}`)
    await append(driver, ...lanes.map((lane) => eventOf(lane, { lane })))
    const all = (await Promise.all(lanes.map(() => claimLanes(driver, 3)))).flat()
    expectSame(all.map(({ lane }) => lane).toSorted(), lanes.toSorted(), 'claimed lanes')
    expectSame(new Set(all.map(({ token }) => token)).size, 30, 'number of different tokens')
  }),
  storeCase('claims only lanes of the queue whose first event is due', async ({ driver, advance }) => {
    const now = await driver.now()
    await append(
      driver,
      eventOf('1', { lane: 'in/later', due: now + 1_000 }),
      eventOf('2', { lane: 'in/later' }),
      eventOf('3', { lane: 'in/due' }),
      eventOf('4', { lane: 'out/due' }),
      eventOf('5', { lane: 'inner/due' }),
      eventOf('6', { lane: 'in' }),
    )
    expectSame((await claimNames(driver)).toSorted(), ['in', 'in/due'], 'lanes that are due')
    await advance(1_000)
    expectSame(await claimNames(driver), ['in/later'], 'lanes that became due')
  }),
  storeCase('keeps a lane from being claimed by a later event that is due before its first one', async ({ driver }) => {
    const due = (await driver.now()) + 60_000
    await append(driver, eventOf('a', { due }))
    await append(driver, eventOf('b'))
    const asked = await driver.claim({ accounts: [main], queue: 'in', limit: 5, lease })
    expectSame(asked, { claims: [], next: due }, 'claim')
  }),
  storeCase('claims the longest due first, also among accounts', async ({ driver }) => {
    const now = await driver.now()
    const accounts = [main, 'other']
    for (const [account, ago] of [
      [main, 10],
      [main, 30],
      ['other', 20],
      ['other', 40],
    ] as const) {
      const event = eventOf(`${ago}`, { lane: `in/${ago}`, due: now - ago })
      await driver.commit(account, { append: [event] })
    }
    const { claims, next } = await driver.claim({ accounts, queue: 'in', limit: 3, lease })
    expectSame(
      claims.map(({ account, lane }) => `${account} ${lane}`),
      ['other in/40', 'main in/30', 'other in/20'],
      'claims',
    )
    expectSame(next, now - 10, 'next')
  }),
  storeCase('claims the longest due first, up to the limit', async ({ driver }) => {
    const now = await driver.now()
    await append(driver, ...[30, 50, 10, 40, 20].map((ago) => eventOf(`${ago}`, { lane: `in/${ago}`, due: now - ago })))
    const first = await driver.claim({ accounts: [main], queue: 'in', limit: 2, lease })
    expectSame(
      first.claims.map(({ lane }) => lane),
      ['in/50', 'in/40'],
      'first claims',
    )
    expectSame(first.next, now - 30, 'next')
    expectSame(await claimNames(driver), ['in/30', 'in/20', 'in/10'], 'the other claims')
  }),
  storeCase('returns when the next lane is due or its claim ends', async ({ driver, advance }) => {
    const ask = async (): Promise<number | undefined> =>
      (await driver.claim({ accounts: [main], queue: 'in', limit: 5, lease })).next
    const now = await driver.now()
    expectSame(await ask(), undefined, 'next of an empty store')
    await append(driver, eventOf('o', { lane: 'out/a', due: now + 1 }))
    expectSame(await ask(), undefined, 'next, with work in another queue')
    await append(driver, eventOf('a', { due: now + 30_000 }), eventOf('b', { lane: 'in/b', due: now + 50_000 }))
    expectSame(await ask(), now + 30_000, 'next, with two lanes that are not due')
    await advance(30_000)
    await ask()
    expectSame(await ask(), now + 50_000, 'next, with a claimed lane and one that is due when the claim ends')
    await driver.wake(main, 'in/b')
    await claimLanes(driver, 5, 60_000)
    expectSame(await ask(), now + 50_000, 'next, with two claimed lanes')
  }),
  storeCase(
    'gives a lane to another worker when the lease is over, and counts the worker that had it',
    async (store) => {
      const { driver, advance } = store
      await append(driver, eventOf('a'))
      for (const abandoned of [0, 1, 2]) {
        expectFields(await claimOne(driver), { abandoned }, 'claim')
        await advance(lease - 1)
        expectSame(await claimNames(driver), [], 'claim before the lease is over')
        await advance(1)
      }
    },
  ),
  storeCase('counts from zero after a release', async ({ driver, advance }) => {
    await append(driver, eventOf('a'))
    await claimOne(driver)
    await advance(lease)
    await driver.release(await claimOne(driver))
    const claim = await claimOne(driver)
    expectFields(claim, { abandoned: 0 }, 'claim after a release')
    await driver.release(claim)
    await driver.release(claim)
    expectFields(await claimOne(driver), { abandoned: 0 }, 'claim after a double release')
  }),
  storeCase('counts only the last worker after a settlement', async ({ driver, advance }) => {
    for (const end of ['retry', 'done'] as const) {
      await append(driver, eventOf(`first of ${end}`), eventOf(`second of ${end}`))
      await claimOne(driver)
      await advance(lease)
      await claimOne(driver)
      await advance(lease)
      expectFields(await claimOne(driver), { abandoned: 2 }, `claim before the settlement to ${end}`)
      await settleHead(driver, end)
      await advance(lease)
      const claim = await claimOne(driver)
      expectFields(claim, { abandoned: 1 }, `claim after the settlement to ${end}`)
      await driver.release(claim)
    }
  }),
  storeCase('counts from zero after a settlement and a release', async ({ driver, advance }) => {
    await append(driver, eventOf('a'))
    await claimOne(driver)
    await advance(lease)
    const claim = await claimOne(driver)
    await settleHead(driver, 'done')
    expectSame(await driver.release(claim), false, 'whether an event waits in the lane')
    await append(driver, eventOf('b'))
    expectFields(await claimOne(driver), { lane: 'in/a', abandoned: 0 }, 'claim of the next event')
  }),
  storeCase('claims a lane again after a release, when its first event is due', async ({ driver, advance }) => {
    await append(driver, eventOf('a'), eventOf('b'))
    const claim = await claimOne(driver)
    const due = await retryLater(driver)
    expectSame(await driver.release(claim), true, 'whether an event waits in the lane')
    const asked = await driver.claim({ accounts: [main], queue: 'in', limit: 1, lease })
    expectSame(asked, { claims: [], next: due }, 'claim before the first event is due')
    await driver.wake(main, 'in/a')
    await driver.release(await claimOne(driver))
    await retryLater(driver)
    await advance(1_000)
    expectSame(await claimNames(driver), ['in/a'], 'claim when the first event is due')
  }),
  storeCase('keeps a lane with its worker when a retry in it is woken', async ({ driver }) => {
    await append(driver, eventOf('a'))
    const claim = await claimOne(driver)
    await retryLater(driver)
    await driver.wake(main, 'in/a')
    expectSame(await claimNames(driver), [], 'claim before the release')
    expectSame(await driver.release(claim), true, 'whether an event waits in the lane')
    expectSame(await claimNames(driver), ['in/a'], 'claim after the release')
  }),
  storeCase('keeps a lane whose last event was settled with its worker until the release', async ({ driver }) => {
    await append(driver, eventOf('a'))
    const claim = await claimOne(driver)
    await settleHead(driver, 'done')
    await append(driver, eventOf('b'))
    expectSame(await claimNames(driver), [], 'claim before the release')
    expectSame(await driver.release(claim), true, 'whether an event waits in the lane')
    expectSame(await claimNames(driver), ['in/a'], 'claim after the release')
  }),
  storeCase('renews claims from now and returns the lost ones', async ({ driver, advance }) => {
    await append(driver, eventOf('a'), eventOf('b', { lane: 'in/b' }))
    const first = await claimLanes(driver, 100, lease)
    await advance(lease - 5_000)
    expectSame(await driver.renew(first, lease), [], 'lost claims')
    await advance(lease - 1)
    expectSame(await claimNames(driver), [], 'claim of renewed lanes')
    const [kept, released] = first
    if (!kept || !released) throw new Error('Expected two claims')
    await driver.release(released)
    await advance(1)
    const again = (await claimLanes(driver)).find(({ lane }) => lane === kept.lane)
    expectTrue(again !== undefined && again.token !== kept.token, 'The lane must be claimed under another token')
    const unknown = { account: main, lane: 'in/unknown', token: kept.token, abandoned: 0 }
    const lost = await driver.renew([...first, unknown], lease)
    expectSame(
      lost.map(({ lane }) => lane),
      [...first.map(({ lane }) => lane), 'in/unknown'],
      'lost claims',
    )
    expectSame(await driver.release(kept), false, 'result of the release of a lost claim')
    expectSame(await claimNames(driver), [], 'claim after the release of a lost claim')
    expectSame(await driver.renew([], lease), [], 'lost claims of none')
  }),
  storeCase('renews a claim whose lease is over when no other worker has the lane', async ({ driver, advance }) => {
    await append(driver, eventOf('a'))
    const claim = await claimOne(driver)
    await advance(lease + 1_000)
    expectSame(await driver.renew([claim], lease), [], 'lost claims')
    expectSame(await claimNames(driver), [], 'claim of the renewed lane')
  }),
  storeCase('wakes the waiting events of the lanes that begin with a prefix', async ({ driver }) => {
    const now = await driver.now()
    const lanes = ['in/a_1', 'in/a_2', 'in/a%', 'in/ab']
    const late = lanes.map((lane) => eventOf(lane, { lane, due: now + 60_000 }))
    await append(driver, eventOf('past', { lane: 'in/a_past', due: now - 5_000 }), ...late)
    await append(driver, eventOf('behind', { lane: 'in/a_1', due: now + 60_000 }))
    await driver.wake(main, 'in/a_')
    expectSame((await claimNames(driver)).toSorted(), ['in/a_1', 'in/a_2', 'in/a_past'], 'lanes that are due')
    const dues = (await driver.find(main, ['past', 'in/a_1', 'behind', 'in/ab'])).map(({ due }) => due - now)
    expectSame(dues, [-5_000, 0, 0, 60_000], 'times until the events are due')
  }),
]

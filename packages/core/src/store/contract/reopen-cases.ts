import { endRun } from '../port/settlement.ts'
import { expectFields, expectSame, expectTrue } from './expectations.ts'
import { append, claimLanes, claimNames, eventById, eventOf, main, reopenCase } from './store-case.ts'

/** What a crash leaves, for engines that are durable. */
export const reopenCases = [
  reopenCase('has after a crash everything that was committed', async ({ driver: before }, reopen) => {
    await append(before, eventOf('done'), eventOf('dead'), eventOf('a', { subject: 's' }), eventOf('b'))
    const [done, dead, a] = await before.find(main, ['done', 'dead', 'a'])
    if (!done || !dead || !a) throw new Error('find() did not return the events')
    const retry = { state: 'waiting', due: 5, attempts: 2, progress: [1], error: 'failed' } as const
    await before.commit(main, {
      settle: [
        { ...done, end: { state: 'done' } },
        { ...dead, end: { state: 'dead', attempts: 6, error: 'failed' } },
        { ...a, end: retry },
      ],
      write: [{ key: 'k', value: { x: 1 }, version: undefined, group: 'g', subject: 's' }],
    })
    const ids = ['done', 'dead', 'a', 'b']
    const content = [await before.find(main, ids), await before.read(main, ['k']), await before.stats(main)]
    const driver = await reopen()
    const again = [await driver.find(main, ids), await driver.read(main, ['k']), await driver.stats(main)]
    expectSame(again, content, 'content')
    expectFields(await driver.head(main, 'in/a'), { id: 'a', ...retry }, 'head')
    expectSame(await append(driver, ...ids.map((id) => eventOf(id))), [false, false, false, false], 'known ids')
    expectSame((await driver.readGroup(main, 'g')).length, 1, 'size of the group')
    expectSame(await driver.forget(main, 's'), 2, 'rows of the subject')
  }),
  reopenCase(
    'never repeats positions, versions and tokens after a crash',
    async ({ driver: before, advance }, reopen) => {
      await append(before, eventOf('a', { subject: 's' }))
      await before.commit(main, { write: [{ key: 'k', value: 1, version: undefined, subject: 's' }] })
      const { position } = await eventById(before, 'a')
      const [record] = await before.read(main, ['k'])
      const [claim] = await claimLanes(before)
      await before.forget(main, 's')
      const driver = await reopen()
      await append(driver, eventOf('a'))
      await driver.commit(main, { write: [{ key: 'k', value: 1, version: undefined }] })
      expectTrue((await eventById(driver, 'a')).position > position, 'A position was used again')
      const [again] = await driver.read(main, ['k'])
      expectTrue(again?.version !== record?.version, 'A version was used again')
      // In a store for several processes, a claim outlives the process that has it.
      await advance(20_000)
      const [next] = await claimLanes(driver)
      expectTrue(next !== undefined && next.token !== claim?.token, 'A token was used again')
    },
  ),
  reopenCase('counts the claims that a crash left, and the next worker after the lease', async (store, reopen) => {
    const { driver: before, advance } = store
    await append(before, eventOf('a'))
    const [claim] = await claimLanes(before)
    await advance(20_000)
    await claimLanes(before)
    const driver = await reopen()
    await advance(20_000)
    const claims = await claimLanes(driver)
    expectSame(
      claims.map(({ lane, abandoned }) => [lane, abandoned]),
      [['in/a', 2]],
      'claims after the crash',
    )
    if (claim) expectSame(await driver.renew([claim], 20_000), [claim], 'lost claims')
  }),
  reopenCase('does not count a claim that was released before a crash', async ({ driver: before }, reopen) => {
    await append(before, eventOf('a'))
    for (const claim of await claimLanes(before)) await before.release(claim)
    const driver = await reopen()
    expectFields((await claimLanes(driver))[0], { lane: 'in/a', abandoned: 0 }, 'claim')
  }),
  reopenCase('claims after a crash a lane that got its event while its worker had it', async (store, reopen) => {
    const { driver: before, advance } = store
    await append(before, eventOf('a'))
    await claimLanes(before)
    const event = await eventById(before, 'a')
    await before.commit(main, { settle: [endRun(event, { state: 'done' })], append: [eventOf('b')] })
    const driver = await reopen()
    await advance(20_000)
    expectSame(await claimNames(driver), ['in/a'], 'lanes')
    expectFields(await driver.head(main, 'in/a'), { id: 'b' }, 'head')
  }),
]

import { endRun } from '../port/settlement.ts'
import { expectFields, expectSame } from './expectations.ts'
import { append, claimLanes, eventById, eventOf, main, storeCase, type StoreCase } from './store-case.ts'

/** Texts that a customer or a user can send and that databases treat in special ways. */
const texts: readonly (readonly [title: string, text: string])[] = [
  ['NUL', 'a\0b\0'],
  ['control characters', '\u0001\u0002\t\n\u001F\u007F'],
  ['a lone high surrogate', 'a\uD83D'],
  ['a lone low surrogate', '\uDE00b'],
  ['surrogates in the wrong order', '\uDE00\uD83D'],
  ['characters beyond the basic plane', '😀𝒳\u{10FFFF}'],
  ['private and last characters', '\uE000\uF8FF\uFFFE\uFFFF'],
  ['decomposed letters', 'е\u0308 é e\u0301'],
  ['quotes and wildcards', `'"\\%_;-- $1 ? :a @b`],
  ['a long text', 'ж'.repeat(500)],
]

function textCase(title: string, text: string): StoreCase {
  return storeCase(`keeps ${title} in data, ids, lanes, subjects, keys, groups and accounts`, async ({ driver }) => {
    for (const account of [main, `account ${text}`]) {
      const lane = `in/${text}`
      const value = { [text]: [text] }
      const event = { id: `id ${text}`, lane, data: value, subject: `subject ${text}` }
      const record = { key: `key ${text}`, value, version: undefined, group: `group ${text}`, subject: 'other' }
      const step = { append: [event, { ...event, id: `id ${text}.` }], write: [record] }
      expectSame(await driver.commit(account, step), { appended: [true, true] }, 'result of the step')
      expectSame(await driver.commit(account, { append: [event] }), { appended: [false] }, 'result of its repeat')
      const [found] = await driver.find(account, [event.id])
      expectFields(found, event, 'event by its id')
      expectSame(await driver.head(account, lane), found, 'head of its lane')
      const [listed] = await driver.listEvents(account, { state: 'waiting', lanePrefix: lane, limit: 1 })
      expectSame(listed, found, 'event of the list')
      const [read] = await driver.read(account, [record.key])
      expectFields(read, { key: record.key, value }, 'record by its key')
      expectSame(await driver.readGroup(account, record.group), [read], 'group')
      expectSame(await driver.listRecords(account, { prefix: record.key, limit: 5 }), [read], 'list of records')
      expectSame(await driver.listRecords(account, { prefix: '', after: record.key, limit: 5 }), [], 'records after it')
      const claimed = await driver.claim({ accounts: [account], queue: 'in', limit: 5, lease: 1_000 })
      expectSame(
        claimed.claims.map((claim) => [claim.account, claim.lane]),
        [[account, lane]],
        'claims',
      )
      expectSame(await driver.renew(claimed.claims, 1_000), [], 'lost claims')
      for (const claim of claimed.claims) await driver.release(claim)
      await driver.wake(account, lane)
      expectSame(await driver.forget(account, event.subject), 2, 'number of deleted rows of the subject')
      expectSame(await driver.forget(account, 'other'), 1, 'number of deleted rows of the other subject')
    }
  })
}

/** What is stored comes back as it was. */
export const textCases = [
  ...texts.map(([title, text]) => textCase(title, text)),
  storeCase('takes texts that differ only by a special character for different ones', async ({ driver }) => {
    const ids = ['a', 'a\0', 'a\0b', 'a\uD83D', 'a\uDE00', 'a\uFFFD', 'a\u0001', 'A', 'a ', 'é', 'e\u0301', 'a\uE000']
    const events = ids.map((id) => eventOf(id, { lane: `in/${id}`, data: id }))
    expectSame(
      await append(driver, ...events),
      ids.map(() => true),
      'new events',
    )
    const found = await driver.find(main, ids)
    expectSame(
      found.map(({ id, data }) => [id, data]),
      ids.map((id) => [id, id]),
      'events',
    )
    expectSame((await claimLanes(driver)).length, ids.length, 'number of lanes')
  }),
  storeCase('keeps errors and progress with any text', async ({ driver }) => {
    const text = texts.map(([, each]) => each).join('')
    await append(driver, eventOf('a'))
    const event = await eventById(driver, 'a')
    const end = { state: 'dead', attempts: 1, error: text, progress: { [text]: text } } as const
    await driver.commit(main, { settle: [endRun(event, end)] })
    expectFields(await eventById(driver, 'a'), { error: text, progress: { [text]: text } }, 'dead event')
  }),
  storeCase('keeps every kind of JSON', async ({ driver }) => {
    const values = [
      null,
      false,
      0,
      -1.5,
      1e300,
      Number.MAX_SAFE_INTEGER,
      '',
      [],
      {},
      [[]],
      { a: { b: [1, '2', null] } },
    ]
    await append(driver, ...values.map((data, index) => eventOf(`${index}`, { data })))
    const write = values.map((value, index) => ({ key: `${index}`, value, version: undefined }))
    await driver.commit(main, { write })
    const keys = values.map((_, index) => `${index}`)
    const found = await driver.find(main, keys)
    expectSame(
      found.map(({ data }) => data),
      values,
      'data of events',
    )
    const read = await driver.read(main, keys)
    expectSame(
      read.map((record) => record?.value),
      values,
      'values of records',
    )
  }),
]

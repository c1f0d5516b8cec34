import type { RecordWrite, StoreDriver } from '../port/driver.ts'
import { expectSame, expectTrue } from './expectations.ts'
import { main, storeCase } from './store-case.ts'

async function write(driver: StoreDriver, fields: Partial<RecordWrite> & { key: string }): Promise<boolean> {
  const [record] = await driver.read(main, [fields.key])
  const change = { value: 1, version: record?.version, ...fields }
  return (await driver.commit(main, { write: [change] })) !== undefined
}

async function pages(driver: StoreDriver, prefix: string, limit: number): Promise<string[]> {
  const keys: string[] = []
  for (let after: string | undefined; ; after = keys.at(-1)) {
    const page = await driver.listRecords(main, { prefix, after, limit })
    expectTrue(page.length <= limit, `A page of ${limit} records had ${page.length}`)
    if (page.length === 0) return keys
    keys.push(...page.map(({ key }) => key))
    expectTrue(keys.length < 100, 'The pages do not end')
  }
}

/** Small records: versions, expiry, groups and lists. */
export const recordCases = [
  storeCase('reads records in the order of the keys that were asked for', async ({ driver }) => {
    await write(driver, { key: 'a', value: { nested: [null, 'x', 1.5, true] } })
    await write(driver, { key: 'b', value: null })
    const read = await driver.read(main, ['b', 'unknown', 'a'])
    const values = read.map((record) => record && [record.key, record.value])
    expectSame(values, [['b', null], undefined, ['a', { nested: [null, 'x', 1.5, true] }]], 'records')
    expectSame(await driver.read(main, []), [], 'records of no keys')
  }),
  storeCase('gives a record a version that it never had, also after a deletion', async ({ driver }) => {
    const versions: (string | undefined)[] = []
    for (const value of [1, 1, undefined, 1, 2, undefined, 1]) {
      expectTrue(await write(driver, { key: 'k', value }), `The write of ${String(value)} was not made`)
      const [record] = await driver.read(main, ['k'])
      expectSame(record?.value, value, 'value of the record')
      if (record) versions.push(record.version)
    }
    expectSame(new Set(versions).size, 5, `number of different versions (${versions.join(', ')})`)
  }),
  storeCase('compares the version of a deletion', async ({ driver }) => {
    await write(driver, { key: 'k' })
    expectTrue(!(await write(driver, { key: 'k', value: undefined, version: 'other' })), 'A stale deletion was made')
    expectTrue(!(await write(driver, { key: 'k', value: undefined, version: undefined })), 'A blind deletion was made')
    expectTrue(await write(driver, { key: 'unknown', value: undefined }), 'A deletion of no record must succeed')
    expectSame((await driver.read(main, ['k']))[0]?.value, 1, 'value of the record')
  }),
  storeCase('treats an expired record as missing everywhere', async ({ driver, advance }) => {
    const expiresAt = (await driver.now()) + 1_000
    await write(driver, { key: 'k', value: 'old', group: 'g', expiresAt })
    const [old] = await driver.read(main, ['k'])
    expectSame(old?.value, 'old', 'value before expiresAt')
    await advance(1_001)
    expectSame(await driver.read(main, ['k']), [undefined], 'expired record')
    expectSame(await driver.readGroup(main, 'g'), [], 'group of the expired record')
    expectSame(await driver.listRecords(main, { prefix: '', limit: 10 }), [], 'list of records')
    expectTrue(
      !(await write(driver, { key: 'k', version: old?.version })),
      'The version of an expired record was accepted',
    )
    expectTrue(await write(driver, { key: 'k', value: 'new' }), 'An expired record could not be written as new')
    const [next] = await driver.read(main, ['k'])
    expectSame(next?.value, 'new', 'value of the new record')
    expectTrue(next?.version !== old?.version, 'The version of the expired record was used again')
    expectSame(await driver.readGroup(main, 'g'), [], 'group, of which the new record is no member')
  }),
  storeCase('lets a later write replace the time of expiry', async ({ driver, advance }) => {
    const expiresAt = (await driver.now()) + 1_000
    await write(driver, { key: 'k', expiresAt })
    await write(driver, { key: 'k', value: 2 })
    await advance(2_000)
    expectSame((await driver.read(main, ['k']))[0]?.value, 2, 'value')
  }),
  storeCase('purges expired records and keeps the others', async ({ driver, advance }) => {
    const expiresAt = (await driver.now()) + 1_000
    await write(driver, { key: 'short', expiresAt })
    await write(driver, { key: 'long', expiresAt: expiresAt + 5_000 })
    await write(driver, { key: 'forever' })
    await advance(1_001)
    await driver.purge(main, 0)
    const left = await driver.listRecords(main, { prefix: '', limit: 10 })
    expectSame(
      left.map(({ key }) => key),
      ['forever', 'long'],
      'records',
    )
  }),
  storeCase('reads a group in the order of keys, without records that left it', async ({ driver }) => {
    for (const key of ['c', 'a', 'b', 'd']) await write(driver, { key, group: 'g', value: `value of ${key}` })
    await write(driver, { key: 'other', group: 'g/2' })
    await write(driver, { key: 'none' })
    await write(driver, { key: 'b', value: undefined })
    await write(driver, { key: 'd', value: 'alone' })
    const group = await driver.readGroup(main, 'g')
    expectSame(
      group.map(({ value }) => value),
      ['value of a', 'value of c'],
      'group',
    )
    expectSame(await driver.readGroup(main, ''), [], 'group without a name')
    const [record] = await driver.read(main, ['a'])
    expectSame(group[0], record, 'record of the group and record of the key')
  }),
  storeCase('lists records by the exact beginning of their keys, in pages', async ({ driver }) => {
    const keys = ['A/1', 'a', 'a%', 'a%b', 'a/1', 'a/10', 'a/2', 'a\\', 'a_', 'a_b', 'ab', "b'--", 'é', 'я', 'яб', '中']
    for (const key of keys.toReversed()) await write(driver, { key })
    for (const prefix of ['', 'a', 'a%', 'a_', 'a/', 'a/1', 'a\\', 'A', 'b', "b'", 'я', 'é', 'z']) {
      const expected = keys.filter((key) => key.startsWith(prefix))
      for (const limit of [1, 3, 100]) {
        expectSame(await pages(driver, prefix, limit), expected, `keys that begin with "${prefix}", by ${limit}`)
      }
    }
  }),
  storeCase('lists each key once in pages, also beyond the basic plane', async ({ driver }) => {
    const keys = ['k/\uE000', 'k/\uFFFD', 'k/😀', 'k/😀a', 'k/\u{10FFFF}', 'k/\u{10FFFF}a', 'k0']
    for (const key of keys) await write(driver, { key })
    for (const limit of [1, 2, 100]) {
      const listed = await pages(driver, 'k/', limit)
      expectSame(listed.toSorted(), keys.slice(0, -1).toSorted(), `keys that begin with "k/", by ${limit}`)
    }
    expectSame((await pages(driver, 'k/😀', 1)).toSorted(), ['k/😀', 'k/😀a'], 'keys that begin with "k/😀"')
  }),
  storeCase('applies several writes of one step', async ({ driver }) => {
    await write(driver, { key: 'a' })
    const [record] = await driver.read(main, ['a'])
    await driver.commit(main, {
      write: [
        { key: 'a', value: undefined, version: record?.version },
        { key: 'b', value: 2, version: undefined },
      ],
    })
    const values = (await driver.read(main, ['a', 'b'])).map((each) => each?.value)
    expectSame(values, [undefined, 2], 'values')
  }),
]

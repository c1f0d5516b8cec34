import type { StoreDriver } from '../port/driver.ts'
import { isAhead } from '../port/is-ahead.ts'

const hour = 60 * 60 * 1_000
const recordKey = 'inbox/purged'

/** Deletes what is older than it must be kept. One process of an account does it, once an hour. */
export async function purgeHourly(driver: StoreDriver, account: string, remember: number): Promise<void> {
  const [record] = await driver.read(account, [recordKey])
  const now = await driver.now()
  const last = record?.value as number | undefined
  if (last !== undefined && now - last < hour && !isAhead(last, now)) return
  const write = [{ key: recordKey, value: now, version: record?.version }]
  if (await driver.commit(account, { write })) await driver.purge(account, now - remember)
}

/** Purges now and each hour, until the returned function is called. */
export function startPurging(
  { driver, account, remember }: { driver: StoreDriver; account: string; remember: number },
  report: (error: unknown) => void,
): () => void {
  const purge = (): void => void purgeHourly(driver, account, remember).catch(report)
  purge()
  const timer = setInterval(purge, hour)
  return () => clearInterval(timer)
}

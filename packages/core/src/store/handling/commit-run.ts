import type { Settlement, Step, StoreDriver, StoredEvent } from '../port/driver.ts'

/** Number of times that a step is built again because another process has changed a record that it writes. */
const mostTries = 5

/**
 * Commits how events end, together with what follows. Returns false when another worker has settled `event` first: then
 * everything of this run is dropped.
 */
export async function commitRun(
  { driver, account }: { driver: StoreDriver; account: string },
  settle: readonly Settlement[],
  { id, revision }: StoredEvent,
  prepare: () => Promise<readonly Step[]>,
): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    const steps = await prepare()
    const step: Step = {
      settle: [...settle, ...steps.flatMap((each) => each.settle ?? [])],
      append: steps.flatMap((each) => each.append ?? []),
      write: steps.flatMap((each) => each.write ?? []),
    }
    if (await driver.commit(account, step)) return true
    const [current] = await driver.find(account, [id])
    if (current?.revision !== revision || current.state !== 'waiting') return false
  }
  throw new Error('What follows from a handler could not be stored, because other processes changed the same records')
}

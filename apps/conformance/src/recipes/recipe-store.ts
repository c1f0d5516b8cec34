import { createStore, type Clock, type Store } from '@wazzup-kit/core/store'
import { openDatabase, type KilledDatabase } from '../kills/killed-database.ts'
import { withKillPoints, type KillPoint } from '../kills/kill-points.ts'

/** The store of a process that runs a recipe. */
export interface RecipeStore {
  database: KilledDatabase
  clock: Clock
  /** Called before and after each commit. */
  at(point: KillPoint): void
  /** Milliseconds for which the process has a chat. */
  lease: number
}

let used: RecipeStore
let opened: Store | undefined

/** Sets what the store of the recipe is. */
export function useStore(options: RecipeStore): void {
  used = options
}

/** Takes the place of the function of `@wazzup-kit/sqlite`, so that `wazzup.ts` of the recipes can be used word for word. */
export function createSqliteStore(): Store {
  const { database, clock, at, lease } = used
  // A SQLite file is opened once.
  opened ??= openDatabase(database, clock).store
  const store = opened
  const forAccount: Store['forAccount'] = (id) => {
    const { driver } = store.forAccount(id)
    const counted = createStore({
      ...driver,
      async commit(...step) {
        at('before a commit')
        const committed = await driver.commit(...step)
        at('after a commit')
        return committed
      },
    })
    return withKillPoints(counted, id, { at, lease })
  }
  return { ...store, forAccount }
}

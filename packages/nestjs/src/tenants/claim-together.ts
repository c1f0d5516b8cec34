import { createStore, type Claimed, type ClaimRequest, type Store, type StoreDriver } from '@wazzup-kit/core/store'

/** A claim of one account that waits for the others. */
interface Waiting {
  request: ClaimRequest
  account: string
  resolve(claimed: Claimed): void
  reject(error: unknown): void
}

/** Requests for fewer lanes are made alone: the smallest number is that of all. */
const leastLanes = 5

/**
 * Returns a store that claims the lanes of many accounts in one request. Each tenant has workers of its own, all of which look
 * for work when something was stored.
 */
export function claimTogether(store: Store, account: string): Store {
  const { driver } = store.forAccount(account)
  return createStore({ ...driver, claim: createClaim(driver) })
}

function createClaim(driver: StoreDriver): StoreDriver['claim'] {
  const queues = new Map<string, Map<string, Waiting>>()

  async function claimAll(queue: string): Promise<void> {
    const waiting = queues.get(queue)!
    queues.delete(queue)
    const all = [...waiting.values()]
    const limit = Math.min(...all.map(({ request }) => request.limit))
    try {
      const { claims, next } = await driver.claim({ ...all[0]!.request, accounts: [...waiting.keys()], limit })
      // At the limit, `next` is in the past if more lanes are due, of any of the accounts.
      for (const { account, resolve } of all) {
        resolve({ claims: claims.filter((claim) => claim.account === account), next })
      }
    } catch (error) {
      for (const { reject } of all) reject(error)
    }
  }

  return (request) => {
    const { accounts, queue, limit } = request
    const account = accounts[0]!
    const waiting = queues.get(queue) ?? new Map<string, Waiting>()
    // A tenant that was resolved again has two receivers for a while.
    if (accounts.length > 1 || limit < leastLanes || waiting.has(account)) return driver.claim(request)
    if (!queues.has(queue)) {
      queues.set(queue, waiting)
      setImmediate(() => void claimAll(queue))
    }
    return new Promise((resolve, reject) => waiting.set(account, { request, account, resolve, reject }))
  }
}

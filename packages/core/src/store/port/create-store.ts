import { createInputError } from '../../errors/validation-error.ts'
import type { SharedCall } from '../../client/shared-call.ts'
import { openInbox } from '../inbox/open-inbox.ts'
import { waitForTurn } from '../rate/wait-for-turn.ts'
import type { StoreDriver } from './driver.ts'
import { endRun } from './settlement.ts'
import { toDeadLetter } from './dead-letter.ts'
import { forgetChat } from './forget-chat.ts'
import type { AccountStore, Store } from './store.ts'

const longestAccount = 200

/**
 * Creates a store from the functions of an engine. To support an engine of your own, write a driver and run
 * `storeContract` of `@wazzup-kit/core/testing` over it.
 */
export function createStore(driver: StoreDriver): Store {
  return {
    name: driver.name,
    durable: driver.durable,
    forAccount(id) {
      if (typeof id !== 'string' || id.trim() === '' || id.length > longestAccount) {
        const message = `must be a text of 1 to ${longestAccount} characters, for example "main"`
        throw createInputError([{ path: 'account', message }])
      }
      return openAccount(driver, id)
    },
    ready: async () => void (await driver.read('', [])),
    close: () => driver.close(),
  }
}

function openAccount(driver: StoreDriver, account: string): AccountStore {
  const store: AccountStore = {
    account,
    driver,
    stats: () => driver.stats(account),
    async deadLetters({ after } = {}) {
      const events = await driver.listEvents(account, { state: 'dead', after, limit: 100 })
      return events.map(toDeadLetter)
    },
    async replay(ids) {
      let replayed = 0
      for (const event of await driver.find(account, ids)) {
        if (event.state !== 'dead') continue
        const progress = { ...(event.progress as object), replayed: true }
        if (await driver.commit(account, { settle: [endRun(event, { state: 'replayed', progress })] })) replayed++
      }
      return replayed
    },
    forget: (chat) => forgetChat(driver, account, chat),
    waitForTurn: (...call) => waitForTurn(driver, account, call as unknown as SharedCall),
    openInbox: (options, receiver) => openInbox(store, options, receiver),
  }
  return store
}

import { storeContract } from '@wazzup-kit/core/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { startRemoteObjects, type RemoteObjects } from './remote-driver.ts'

let objects: RemoteObjects
let count = 0

beforeAll(async () => {
  objects = await startRemoteObjects('of the object')
})
afterAll(() => objects?.close())

// Each step waits for the disk.
describe.concurrent('the store in a Durable Object', () => {
  it.each(storeContract)('$name', ({ run: check }) =>
    check(() => {
      const name = `case-${++count}`
      let now = 1_750_000_000_000
      const open = () => objects.open(name, { now: () => now })
      return {
        driver: open(),
        async reopen() {
          await objects.crash(name)
          return open()
        },
        advance(milliseconds) {
          now += milliseconds
        },
        async close() {},
      }
    }),
  )
})

import { writeSync } from 'node:fs'
import { createSqliteStore } from './index.ts'

/**
 * A process that writes to the file until it is killed: `node test-writer.ts <path>`. Each step has an event and a
 * record. Prints the number of each step after its commit has resolved.
 */
const { driver } = createSqliteStore({ path: process.argv[2]! }).forAccount('main')

await driver.claim({ accounts: ['main'], queue: 'in', limit: 1, lease: 20_000 })
for (let first = 0; ; first += 5) {
  const steps = [0, 1, 2, 3, 4].map(async (offset) => {
    const number = first + offset
    await driver.commit('main', {
      append: [{ id: `e${number}`, lane: `in/${number % 3}`, data: { number, text: 'x'.repeat(500) } }],
      write: [{ key: `r${number}`, value: number, version: undefined }],
    })
    writeSync(1, `${number}\n`)
  })
  await Promise.all(steps)
}

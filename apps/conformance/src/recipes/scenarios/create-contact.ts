import { chatIds } from '@wazzup-kit/emulator'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Scenario } from '../scenario.ts'

const file = 'crm.db'

/** However often Wazzup asks, and whichever process it asks, the CRM has one contact and one deal for a customer. */
export function createScenario(): Scenario {
  const asked: string[] = []
  return {
    env: (folder) => ({ CRM_PATH: join(folder, file) }),
    connect: () => ({}),
    async round({ emulator: { simulate }, pass }, round) {
      for (const name of ['1', '2', '3', '4']) {
        const customer = `Customer ${round}${name}.`
        const question = { chatType: 'whatsapp', chatId: `${chatIds.whatsapp}${round}${name}`, name: customer } as const
        asked.push(customer)
        // The balancer gives a share of the questions to both processes, and asks again when a process was killed. Its chats are
        // held for 20 seconds, and so is the question: then the employee presses once more.
        for (let asks = 0; ; asks++) {
          const answers = await Promise.all([simulate.contact.askFor(question), simulate.contact.askFor(question)])
          if (answers.some(({ outcome }) => outcome === 'created')) break
          if (asks === 2) throw new Error(`${customer} was not created: ${JSON.stringify(answers)}`)
        }
      }
      await pass(11 * 60_000)
    },
    judge({ folder, emulator: { state } }) {
      const database = new DatabaseSync(join(folder, file))
      const rows = database.prepare('SELECT id, name FROM entities').all() as { id: number; name: string }[]
      database.close()
      return asked.flatMap((customer) => {
        const own = rows.filter(({ name }) => name === customer)
        const inWazzup = [...state.contacts.values()].filter(({ name }) => name === customer)
        const isEqual = own.length === 1 && inWazzup.length === 1 && inWazzup[0]!.id === String(own[0]!.id)
        return isEqual ? [] : [`${customer} is ${own.length} times in the CRM and ${inWazzup.length} times in Wazzup`]
      })
    },
  }
}

import { ok, type CreateContender } from '../contender.ts'
import { alike, deliveryOf } from '../messages.ts'

/** What everything is compared with, treated like the others: reads and parses, and looks at nothing. */
export const createContender: CreateContender = () => {
  let handled = 0
  return {
    delivery: (items) => ({ body: deliveryOf(alike, items) }),
    async receive(request) {
      await request.json()
      handled++
      return ok()
    },
    handled: () => handled,
  }
}

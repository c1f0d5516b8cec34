import { ok, type CreateContender } from '../contender.ts'
import { alike, deliveryOf } from '../messages.ts'

/** The anchor as a contender: reads and parses without checks. */
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

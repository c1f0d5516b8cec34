import { Hono } from 'hono'
import { address, type CreateContender } from '../contender.ts'
import { alike, deliveryOf } from '../messages.ts'

/** Hono: routes and parses without checks. */
export const createContender: CreateContender = () => {
  let handled = 0
  const app = new Hono().post(new URL(address).pathname, async (context) => {
    const { messages } = await context.req.json<{ messages: readonly object[] }>()
    handled += messages.length
    return context.body(null, 200)
  })
  return {
    delivery: (items) => ({ body: deliveryOf(alike, items) }),
    receive: async (request) => app.fetch(request),
    handled: () => handled,
  }
}

import { Hono } from 'hono'

const app = new Hono().post('/wazzup', async (context) => {
  console.log(await context.req.json())
  return context.body(null, 200)
})

export const receive = app.fetch

import { createServer } from 'node:http'
import { builtEntry } from '../../built.ts'
import { createReceiver } from '../../receiving/wazzup-receiver.ts'
import type { CreateContender } from '../contender.ts'

type Middleware = typeof import('@wazzup-kit/express-middleware')

export const createContender: CreateContender = async () => {
  const { handler } = (await import(builtEntry('@wazzup-kit/express-middleware'))) as Middleware
  const { webhooks, handled } = await createReceiver()
  return { server: createServer(handler(webhooks)), handled }
}

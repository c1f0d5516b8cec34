import { createServer } from 'node:http'
import express from 'express'
import { builtEntry } from '../../built.ts'
import { createReceiver } from '../../receiving/wazzup-receiver.ts'
import { path, type CreateContender } from '../contender.ts'

type Middleware = typeof import('@wazzup-kit/express-middleware')

/** Our handler on Express without a body parser, so that core reads the stream itself. */
export const createContender: CreateContender = async () => {
  const { handler } = (await import(builtEntry('@wazzup-kit/express-middleware'))) as Middleware
  const { webhooks, handled } = await createReceiver()
  const app = express().post(path, handler(webhooks))
  return { server: createServer(app), handled }
}

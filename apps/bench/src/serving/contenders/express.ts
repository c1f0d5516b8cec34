import { createServer } from 'node:http'
import express from 'express'
import { bodyLimit, path, type CreateContender } from '../contender.ts'

/** Express 5 with its own parser, without an SDK and checks. */
export const createContender: CreateContender = () => {
  let handled = 0
  const app = express().post(path, express.json({ limit: bodyLimit }), (request, response) => {
    handled += (request.body as { messages: readonly object[] }).messages.length
    response.sendStatus(200)
  })
  return { server: createServer(app), handled: () => handled }
}

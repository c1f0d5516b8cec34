import { createWazzup } from '@wazzup-kit/core'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import express, { type NextFunction, type Request, type Response } from 'express'
import express4 from 'express-4'
import { describe, expect, it } from 'vitest'
import { errorHandler } from './error-handler.ts'
import { createSender, serve } from './test-servers.ts'

describe.each([
  { name: 'Express 4', framework: express4 as unknown as typeof express },
  { name: 'Express 5', framework: express },
])('on $name', ({ framework }) => {
  /** Calls an app whose route fails like this, with another error middleware after ours. */
  async function responseTo(fail: (response: Response) => Promise<unknown>) {
    const passedOn: unknown[] = []
    const app = framework()
    app.post('/', async (_request, response, next) => {
      try {
        await fail(response)
      } catch (error) {
        next(error)
      }
    })
    app.use(errorHandler())
    app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
      passedOn.push(error)
      if (response.headersSent) response.end('"cut"')
      else response.status(418).json({})
    })
    return { passedOn, sent: await createSender(await serve(app))('/', '{}') }
  }

  const emulator = createEmulator()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const rejected = () =>
    wazzup.messages.send({ channelId: channelIds.whatsapp, chatType: 'vk', chatId: '1', text: 'hello' })

  it('sends an error of Wazzup as a problem', async () => {
    const { sent, passedOn } = await responseTo(rejected)
    expect(sent).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      json: { status: 400, code: 'WRONG_TRANSPORT', effect: 'none' },
    })
    expect(passedOn).toEqual([])
    expect(JSON.stringify(sent)).not.toContain(emulator.keys.apiKey)
  })

  it('passes any other error to the next error middleware', async () => {
    const error = new Error('of the app')
    const { sent, passedOn } = await responseTo(() => Promise.reject(error))
    expect(sent).toMatchObject({ status: 418 })
    expect(passedOn).toEqual([error])
  })

  it('passes an error on when the response has begun', async () => {
    const { sent, passedOn } = await responseTo((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      return rejected()
    })
    expect(sent).toMatchObject({ status: 200, json: 'cut' })
    expect(passedOn).toMatchObject([{ code: 'WRONG_TRANSPORT' }])
  })
})

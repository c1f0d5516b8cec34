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
  /** An app whose route ends in this error, with an error middleware of its own at the end. */
  async function answerTo(fail: (response: Response) => Promise<unknown>) {
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
    return { passedOn, answer: await createSender(await serve(app))('/', '{}') }
  }

  const emulator = createEmulator()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const refused = () =>
    wazzup.messages.send({ channelId: channelIds.whatsapp, chatType: 'vk', chatId: '1', text: 'hello' })

  it('an error of Wazzup becomes a problem', async () => {
    const { answer, passedOn } = await answerTo(refused)
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      json: { status: 400, code: 'WRONG_TRANSPORT', effect: 'none' },
    })
    expect(passedOn).toEqual([])
    expect(JSON.stringify(answer)).not.toContain(emulator.keys.apiKey)
  })

  it('any other error goes on', async () => {
    const error = new Error('of the app')
    const { answer, passedOn } = await answerTo(() => Promise.reject(error))
    expect(answer).toMatchObject({ status: 418 })
    expect(passedOn).toEqual([error])
  })

  it('an error that comes when the answer has begun goes on', async () => {
    const { answer, passedOn } = await answerTo((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      return refused()
    })
    expect(answer).toMatchObject({ status: 200, json: 'cut' })
    expect(passedOn).toMatchObject([{ code: 'WRONG_TRANSPORT' }])
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { listenWithPage, type Listening } from './test-page.ts'

let page: Listening
beforeAll(async () => void (page = await listenWithPage()))
afterAll(() => page.close())

it('serves the API as OpenAPI, with its own address', async () => {
  const { json } = await page.ask('GET', '/_emulator/openapi.json')
  expect(json).toMatchObject({ openapi: '3.1.0', servers: [{ url: `http://127.0.0.1:${page.server.port}` }] })
  expect(json).toHaveProperty(['paths', '/v3/message', 'post', 'operationId'], 'messages.send')
})

it('serves the webhooks as AsyncAPI', async () => {
  expect((await page.ask('GET', '/_emulator/asyncapi.json')).json).toMatchObject({ asyncapi: '3.0.0' })
})

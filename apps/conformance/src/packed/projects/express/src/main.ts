import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import express from 'express'
import type { AddressInfo } from 'node:net'

const { WAZZUP_API_KEY, WAZZUP_BASE_URL, WAZZUP_SECRET } = process.env
const wazzup = createWazzup({ apiKey: String(WAZZUP_API_KEY), baseUrl: String(WAZZUP_BASE_URL) })
const webhooks = createWebhooks({ secret: String(WAZZUP_SECRET), wazzup }).on(
  'message',
  async ({ text }, { reply }) => {
    if (text) await reply({ text: `You wrote: ${text}` })
  },
)

const app = express().use(express.json()).post('/wazzup', handler(webhooks))
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`listens at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

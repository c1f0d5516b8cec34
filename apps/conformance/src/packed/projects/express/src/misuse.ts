import { createGateway, createWebhooks, type Wazzup } from '@wazzup-kit/core'
import { errorHandler, handler } from '@wazzup-kit/express-middleware'
import express from 'express'

// Compiled only. A declaration that came out as `any` would leave these comments without an error.

// @ts-expect-error only a client's message can be answered
createWebhooks({ secret: false }).on('echo', (_echo, { reply }) => reply({ text: 'Hello' }))

// @ts-expect-error a question is answered
createWebhooks({ secret: false }).on('createContact', () => {})

// @ts-expect-error webhooks are missing
handler()

// @ts-expect-error it is a function that makes the handler
express().use(errorHandler().handler)

/** What reads its options from elsewhere hands on undefined. */
export function absent(wazzup: Wazzup): void {
  const limits = { bytes: undefined, depth: undefined }
  const more = { onError: undefined, origins: undefined, timeout: undefined }
  createGateway({ wazzup, allow: ['channels.list'], authorize: () => 401, limits, ...more })
  createGateway({ wazzup, allow: ['channels.list'], authorize: () => 401, limits: undefined })
  createWebhooks({
    secret: false,
    limits: { ...limits, items: undefined },
    wazzup: undefined,
    onError: undefined,
  })
}

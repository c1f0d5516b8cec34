import { createGateway, createWebhooks, type Wazzup } from '@wazzup-kit/core'
import { errorHandler, handler } from '@wazzup-kit/express-middleware'
import express from 'express'

// Compiled only. If a declaration became `any`, these comments would have no error to expect.

// @ts-expect-error only the context of a customer's message has reply
createWebhooks({ secret: false }).on('echo', (_echo, { reply }) => reply({ text: 'Hello' }))

// @ts-expect-error the handler must return the entity
createWebhooks({ secret: false }).on('createContact', () => {})

// @ts-expect-error webhooks are missing
handler()

// @ts-expect-error errorHandler() returns the handler itself
express().use(errorHandler().handler)

/** Options may be undefined, because apps read them from elsewhere. */
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

import express, { type Express } from 'express'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildDocumentedApp } from './documented-app.ts'

/** An app with a gateway, an allowed page on another port, and a foreign page on a third. */
export interface FrontEndServers {
  app: string
  desk: string
  evil: string
  /** Returns the cookies of all requests to the gateway, in order. */
  cookies(): (string | undefined)[]
  close(): Promise<void>
}

/** The session cookie, with common attributes. Browsers also send it from other pages of the same site. */
const sessionCookie = 'session=olga; Path=/; HttpOnly; SameSite=Lax'

/** Starts all three on free ports of this machine. `host` must resolve to 127.0.0.1. */
export async function startServers(
  host: string,
  { url, keys }: { url: string; keys: { apiKey: string } },
): Promise<FrontEndServers> {
  const closing: (() => Promise<void>)[] = []
  const open = async (app: Express): Promise<string> => {
    const server: Server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    })
    return `http://${host}:${(server.address() as AddressInfo).port}`
  }
  const [own, deskApp, evilApp] = [express(), express(), express()]
  const [app, desk, evil] = [await open(own), await open(deskApp), await open(evilApp)]
  process.env.WAZZUP_API_KEY = keys.apiKey
  process.env.WAZZUP_BASE_URL = url
  const { app: gateway, script } = await buildDocumentedApp({ app, desk })

  const cookies: (string | undefined)[] = []
  for (const each of [own, deskApp, evilApp]) {
    each.get(
      '/',
      (_request, response) =>
        void response.send('<!doctype html><title>page</title><script src="/client.js"></script>'),
    )
    each.get('/client.js', (_request, response) => void response.type('js').send(script))
  }
  own.get('/sign-in', (_request, response) => void response.set('set-cookie', sessionCookie).send('signed in'))
  own.get('/login', (_request, response) => void response.send('<h1>Sign in</h1>'))
  own.use('/expired', (_request, response) => response.redirect('/login'))
  own.use('/expired-elsewhere', (_request, response) => response.redirect(`${evil}/login`))
  own.use('/api', (request, _response, next) => {
    cookies.push(request.headers.cookie)
    next()
  })
  own.use(gateway)
  return {
    app,
    desk,
    evil,
    cookies: () => cookies,
    async close() {
      for (const close of closing) await close()
    },
  }
}

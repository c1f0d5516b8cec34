import { afterEach, describe, expect, it } from 'vitest'
import { request } from 'node:http'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator, ListenOptions } from '../emulator/emulator.ts'

const token = 'a-token-of-this-test'
const json = { 'content-type': 'application/json' }
const body = JSON.stringify({ verb: 'reset' })

const open: ListeningEmulator[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function listen(options: ListenOptions): Promise<{ emulator: Emulator; server: ListeningEmulator }> {
  const emulator = createEmulator()
  const server = await emulator.listen(options)
  open.push(server)
  return { emulator, server }
}

/** Requests `/_emulator/state` of a port by any name of the host, and returns the status. */
function stateStatus(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/_emulator/state', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('an emulator on a host that other machines can reach', () => {
  it.each(['0.0.0.0', '::', '192.168.1.5', 'emulator.example'])(
    'does not start on %s without a token or the word "everyone"',
    async (host) => {
      await expect(createEmulator().listen({ host })).rejects.toThrow(`On the host "${host}" other machines can use`)
    },
  )

  it.each(['short', 'with space in it', 'a'.repeat(201)])('rejects the token "%s"', async (wrong) => {
    await expect(createEmulator().listen({ access: { token: wrong } })).rejects.toThrow('8 to 200 letters')
  })

  it.each(['every one', 'Everyone', '', null, true, {}, { token: 12_345_678 }, [token]])(
    'rejects the access %j, also on this machine',
    async (wrong) => {
      const access = wrong as unknown as NonNullable<ListenOptions['access']>
      for (const host of ['0.0.0.0', '127.0.0.1'])
        await expect(createEmulator().listen({ host, access })).rejects.toThrow(
          '"access" must be "this machine", "everyone" or { token: "<text>" }',
        )
    },
  )

  it('asks for the token on its page and its control API, and not on the emulated API', async () => {
    const { emulator, server } = await listen({ host: '0.0.0.0', access: { token } })
    const { url } = server
    expect(url).toBe(`http://127.0.0.1:${server.port}`)
    const ask = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${url}${path}`, { redirect: 'manual', ...init })).status
    for (const path of ['/', '/assets/main.js', '/_emulator/state', '/_emulator/stream', '/?token=another-token'])
      expect([path, await ask(path)]).toEqual([path, 401])
    emulator.simulate.customer.send()
    expect(await ask('/_emulator/do', { method: 'POST', headers: json, body })).toBe(401)
    const wrong = { ...json, authorization: `Bearer ${token}-not` }
    expect(await ask('/_emulator/do', { method: 'POST', headers: wrong, body })).toBe(401)
    expect(emulator.state.messages.size).toBe(1)
    const right = { ...json, authorization: `Bearer ${token}` }
    expect(await ask('/_emulator/do', { method: 'POST', headers: right, body })).toBe(200)
    expect(emulator.state.messages.size).toBe(0)
    expect(await ask('/v3/channels', { headers: { authorization: `Bearer ${emulator.keys.apiKey}` } })).toBe(200)
  })

  it('keeps the token as a cookie that scripts and other pages cannot use', async () => {
    const { server } = await listen({ host: '0.0.0.0', access: { token } })
    const opened = await fetch(`${server.url}/?token=${token}`, { redirect: 'manual' })
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/'])
    const [cookie = '', ...attributes] = opened.headers.get('set-cookie')!.split('; ')
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict'])
    const headers = { cookie: `other=1; ${cookie}` }
    expect((await fetch(`${server.url}/_emulator/state`, { headers })).status).toBe(200)
    const foreign = { ...headers, ...json, origin: 'http://evil.example' }
    const posted = await fetch(`${server.url}/_emulator/do`, { method: 'POST', headers: foreign, body })
    expect(posted.status).toBe(403)
  })

  it('is open to everyone by any name when it says so', async () => {
    const { server } = await listen({ host: '0.0.0.0', access: 'everyone' })
    expect(await stateStatus(server.port, 'wazzup:4324')).toBe(200)
  })
})

it('a token on this machine does not replace the check of the host', async () => {
  const { server } = await listen({ access: { token } })
  const headers = { authorization: `Bearer ${token}` }
  expect((await fetch(`${server.url}/_emulator/state`, { headers })).status).toBe(200)
  const { url } = server
  expect((await fetch(`${url}/_emulator/state`)).status).toBe(401)
  expect(await stateStatus(server.port, 'rebound.example')).toBe(403)
  const { server: open } = await listen({})
  expect(await stateStatus(open.port, 'rebound.example')).toBe(403)
})

it('the health address responds without a token, and is not in the log', async () => {
  const { emulator, server } = await listen({ host: '0.0.0.0', access: { token } })
  const response = await fetch(`${server.url}/_emulator/health`)
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  expect((await fetch(`${server.url}/_emulator/health/more`)).status).toBe(401)
  expect(emulator.requests).toEqual([])
})

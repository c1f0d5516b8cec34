import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { chatIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator, ListenOptions } from '../emulator/emulator.ts'
import { listenTogether } from '../emulator/listen-together.ts'

const open: ListeningEmulator[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

/** Posts JSON under any name of the host, and returns the parsed response; undefined when it is empty. */
function post(port: number, host: string, path: string, body: object, key = ''): Promise<unknown> {
  const headers = { host, 'content-type': 'application/json', authorization: `Bearer ${key}` }
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method: 'POST', path, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(text === '' ? undefined : JSON.parse(text)))
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

const filter = [{ chatType: 'whatsapp', chatId: chatIds.whatsapp }]
const windowBody = { user: { id: 'user-1', name: 'Ann' }, scope: 'card', filter }

/** Opens a chat window and lets a customer send a file, both by requests under a name of the host. Returns the links. */
async function linksBy(host: string, port: number, emulator: Emulator): Promise<{ window: string; file: string }> {
  const { account = '', keys } = emulator
  const opened = (await post(port, host, '/v3/iframe', windowBody, keys.apiKey)) as { url: string }
  const path = `${account === '' ? '' : `/accounts/${account}`}/_emulator/do/simulate.customer.send`
  const sent = (await post(port, host, path, { type: 'image' })) as { result: { contentUri: string } }
  return { window: opened.url, file: sent.result.contentUri }
}

async function listen(options: ListenOptions): Promise<{ emulator: Emulator; server: ListeningEmulator }> {
  const emulator = createEmulator()
  const server = await emulator.listen(options)
  open.push(server)
  return { emulator, server }
}

describe('on a host that other machines can reach', () => {
  const everyone = { host: '0.0.0.0', access: 'everyone' } as const

  it.each(['emulator:4324', '192.168.1.5:8080', 'emulator.example', '[::1]:4324', 'LOCALHOST:1'])(
    'links name the host "%s" by which the request came',
    async (host) => {
      const { emulator, server } = await listen(everyone)
      const { window, file } = await linksBy(host, server.port, emulator)
      expect(window).toMatch(new RegExp(String.raw`^http://[^/]+/chat/[0-9a-f-]{36}\?token=[0-9a-f]{32}$`))
      expect(file).toMatch(new RegExp(String.raw`^http://[^/]+/[0-9a-f]{32}/\?filename=picture\.jpg$`))
      expect([new URL(window).host, new URL(file).host]).toEqual([host.toLowerCase(), host.toLowerCase()])
    },
  )

  it.each(['"', "it's", '-x', 'a,b', '{emulator}'])(
    'links name the configured host when the header Host is not one: %s',
    async (host) => {
      const { emulator, server } = await listen(everyone)
      const { window, file } = await linksBy(host, server.port, emulator)
      expect([new URL(window).origin, new URL(file).origin]).toEqual([server.url, server.url])
    },
  )

  it.each(['evil.example/x?y=', 'user@evil.example', 'evil.example#', 'emulator:99999'])(
    'a request whose header Host has more than a host gets no link: %s',
    async (host) => {
      const { emulator, server } = await listen(everyone)
      expect(await post(server.port, host, '/v3/iframe', windowBody, emulator.keys.apiKey)).toBeUndefined()
      expect(emulator.state.chatWindows.size).toBe(0)
    },
  )

  it('links that no request causes name the configured host', async () => {
    const { emulator, server } = await listen(everyone)
    await linksBy('emulator:4324', server.port, emulator)
    expect(new URL(emulator.simulate.customer.send({ type: 'image' }).contentUri!).origin).toBe(server.url)
  })

  it('requests at the same time get links with their own host', async () => {
    const { emulator, server } = await listen(everyone)
    const hosts = Array.from({ length: 10 }, (_, index) => `host-${index}:4324`)
    const links = await Promise.all(hosts.map((host) => linksBy(host, server.port, emulator)))
    expect(links.map(({ window }) => new URL(window).host)).toEqual(hosts)
    expect(links.map(({ file }) => new URL(file).host)).toEqual(hosts)
  })

  it('links of one of several accounts have its path too', async () => {
    const omsk = createEmulator({ account: 'omsk' })
    const server = await listenTogether([createEmulator({ account: 'moscow' }), omsk], everyone)
    open.push(server)
    const { window, file } = await linksBy('emulator:4324', server.port, omsk)
    expect(window).toMatch(/^http:\/\/emulator:4324\/accounts\/omsk\/chat\//)
    expect(file).toMatch(/^http:\/\/emulator:4324\/[0-9a-f]{32}\//)
  })

  it('the logs hide the token of a chat window under every name', async () => {
    const { emulator, server } = await listen(everyone)
    const { window } = await linksBy('emulator:4324', server.port, emulator)
    const token = new URL(window).searchParams.get('token')!
    expect(JSON.stringify(emulator.requests)).toContain('emulator:4324/chat/')
    expect(JSON.stringify(emulator.requests)).not.toContain(token)
  })
})

it('on this machine, links name the address of the emulator whatever its name in the request', async () => {
  const { emulator, server } = await listen({})
  const { window, file } = await linksBy(`localhost:${server.port}`, server.port, emulator)
  expect([new URL(window).origin, new URL(file).origin]).toEqual([server.url, server.url])
})

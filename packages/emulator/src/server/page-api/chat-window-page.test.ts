import { afterEach, beforeEach, expect, it } from 'vitest'
import { ask } from '../../testing/test-client.ts'
import { listenWithPage, type Listening } from './test-page.ts'

let page: Listening
beforeEach(
  async () => void (page = await listenWithPage({ deals: [odd], users: [{ id: 'user-1', name: 'Ann & Co' }] })),
)
afterEach(() => page.close())

const odd = {
  id: 'deal-1',
  responsibleUserId: 'user-1',
  name: `<b>"First" & 'last'`,
  uri: 'https://crm.example/1',
  contacts: ['contact-1'],
  closed: false,
}
const clara = { chatType: 'whatsapp', chatId: '79000000201' }

/** Opens a window, and returns the path of its page. */
const open = (more?: object): Promise<string> => openAt(page.server.url, more)

async function openAt(address: string, more: object = {}): Promise<string> {
  const body = {
    user: { id: 'user-1', name: 'Ann' },
    scope: 'card',
    filter: [clara],
    options: { useDealsEvents: true },
    ...more,
  }
  const { url } = (await ask(page.emulator, 'POST', '/v3/iframe', body)).json as { url: string }
  return url.slice(address.length)
}

const messagesIn = (html: string): { type: string }[] =>
  [...html.matchAll(/data-message="([^"]*)"/g)].map(
    ([, text]) =>
      JSON.parse(
        text!.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
      ) as { type: string },
  )

it('posts the events that simulate.chatWindow returns', async () => {
  const path = await open()
  const { text } = await page.ask('GET', path)
  const url = `${page.server.url}${path}`
  const { chatWindow } = page.emulator.simulate
  expect(messagesIn(text)).toEqual(
    [chatWindow.createEntity({ window: url }), chatWindow.openEntity({ window: url, dealId: 'deal-1' })].map(
      ({ data }) => data,
    ),
  )
  expect(text).toContain('Ann &amp; Co')
  expect(text).not.toContain('<b>')
})

it('may be shown in a frame of any page, and only this page may', async () => {
  const { status, headers } = await page.ask('GET', await open())
  expect(status).toBe(200)
  expect(headers['x-frame-options']).toBeUndefined()
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'sha256-[^;]*; frame-ancestors \*$|frame-ancestors \*$/,
  )
  for (const path of ['/', '/_emulator/state', '/_emulator/health', '/chat/none/more'])
    expect([path, (await page.ask('GET', path)).headers['x-frame-options']]).toEqual([path, 'DENY'])
})

it('exists only with its token, and only under the names of this machine', async () => {
  const path = await open()
  for (const wrong of [path.replace(/token=./, 'token=x'), path.split('?')[0]!, '/chat/none?token=', '/chat/none'])
    expect([wrong, (await page.ask('GET', wrong)).status]).toEqual([wrong, 404])
  expect((await page.ask('GET', path, { headers: { host: `rebound.example:${page.server.port}` } })).status).toBe(403)
  page.emulator.reset()
  expect((await page.ask('GET', path)).status).toBe(404)
  expect(page.emulator.requests).toEqual([])
})

it('needs no token of the emulator, because it has one of its own', async () => {
  const guarded = await page.emulator.listen({ access: { token: 'a-long-token' } })
  try {
    expect((await fetch(`${guarded.url}/_emulator/state`)).status).toBe(401)
    expect((await fetch(`${guarded.url}${await openAt(guarded.url)}`)).status).toBe(200)
  } finally {
    await guarded.close()
  }
})

it('has the newest chats of the account, or those of the card, the active one first', async () => {
  for (const [chatId, said] of [
    ['791', 'One'],
    ['792', 'Two'],
    ['791', 'Three'],
  ] as const)
    page.emulator.simulate.customer.send({ chatId, text: said, from: { name: `Customer ${chatId}` } })
  const headings = async (more: object): Promise<string[]> =>
    [...(await page.ask('GET', await open(more))).text.matchAll(/<h2>(.*?)<\/h2><p>(.*?)<\/p>/g)].map(
      ([, name, said]) => `${name}: ${said}`,
    )
  const global = { scope: 'global', filter: undefined }
  expect(await headings(global)).toEqual(['Customer 791 (whatsapp): Three', 'Customer 792 (whatsapp): Two'])
  expect((await headings({ ...global, activeChat: { chatType: 'whatsapp', chatId: '792' } }))[0]).toContain('792')
  expect(await headings({})).toEqual(['Clara (whatsapp): No messages yet'])
})

it('has no buttons without useDealsEvents, and says so', async () => {
  const { text } = await page.ask('GET', await open({ options: {} }))
  expect(messagesIn(text)).toEqual([])
  expect(text).toContain('without useDealsEvents')
})

import { describe, expect, it } from 'vitest'
import { channelIds, templateIds } from '../../account/entities/default-seed.ts'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { ask } from '../../testing/test-client.ts'
import { obeys } from '../../testing/test-rules.ts'

// Wazzup's page on WABA templates, https://wazzup24.com/help/api-en/whatsapp-business-api-templates/

const list = async (emulator: Emulator, query = '') =>
  (await ask(emulator, 'GET', `/v3/templates/whatsapp${query}`)).json as { templateGuid: string; status: string }[]

/** Returns an emulator with 101 templates, and their ids. */
function withMany() {
  const [first] = createEmulator().state.templates.values()
  const ids = Array.from({ length: 101 }, (_, index) => `guid-${index}`)
  const emulator = createEmulator({ templates: ids.map((templateGuid) => ({ ...first!, templateGuid })) })
  return { emulator, ids }
}

describe('templates', () => {
  it(`are listed with their status in lower case ${obeys('templates/list', 'templates/lower-case')}`, async () => {
    const emulator = createEmulator()
    emulator.simulate.template.setStatus(templateIds.receipt, 'ARCHIVED')
    const all = await list(emulator)
    expect(all.map(({ status }) => status)).toEqual(['approved', 'rejected', 'archived'])
  })

  it.each([
    ['', 0, 100],
    ['?offset=100', 100, 101],
    ['?limit=2', 0, 2],
    ['?limit=1&offset=1', 1, 2],
    ['?limit=500', 0, 101],
    ['?offset=101', 101, 101],
  ])(
    `are listed in pages: %j returns from %i to %i ${obeys('templates/list', 'templates/limit')}`,
    async (query, from, to) => {
      const { emulator, ids } = withMany()
      expect((await list(emulator, query)).map(({ templateGuid }) => templateGuid)).toEqual(ids.slice(from, to))
    },
  )

  it.each(['limit=0', 'limit=-1', 'limit=x', 'offset=-1', 'offset=1.5'])(
    `cannot be listed with %s ${obeys('templates/limit', 'access/wrong-parameter')}`,
    async (query) => {
      expect(await ask(createEmulator(), 'GET', `/v3/templates/whatsapp?${query}`)).toMatchObject({
        status: 400,
        json: { error: 'VALIDATION_ERROR' },
      })
    },
  )

  it(`have all documented fields, including a picture, a footer and a link ${obeys('templates/fields', 'templates/shapes', 'templates/example')}`, async () => {
    const [, rejected, receipt] = await list(createEmulator())
    expect(receipt).toEqual({
      templateGuid: templateIds.receipt,
      accountId: 10_000_001,
      title: 'Receipt',
      name: 'receipt',
      waba: { wabaId: expect.any(String) as string, wabaName: expect.any(String) as string },
      channels: [channelIds.wapi],
      category: 'UTILITY',
      language: 'en',
      status: 'approved',
      rejected_reason: null,
      namespace: expect.any(String) as string,
      components: [
        { type: 'HEADER', format: 'IMAGE', example: ['https://crm.example/receipt.png'] },
        { type: 'BODY', text: 'Here is your receipt, {{1}}.', example: ['Clara'] },
        { type: 'FOOTER', text: 'You need not answer.' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Open the order', url: 'https://crm.example/orders' }] },
      ],
      templateCode: `@template: ${templateIds.receipt} { [[name]] }`,
    })
    expect(rejected).toMatchObject({ rejected_reason: expect.any(String) as string })
  })

  it(`with a picture in the header are sent with the values of their text only ${obeys('templates/media-header')}`, async () => {
    const emulator = createEmulator()
    const send = (...templateValues: string[]) =>
      ask(emulator, 'POST', '/v3/message', {
        channelId: channelIds.wapi,
        chatType: 'whatsapp',
        chatId: '79000000201',
        templateId: templateIds.receipt,
        templateValues,
      })
    expect((await send('https://crm.example/other.png', 'Clara')).json).toMatchObject({ error: 'INVALID_MESSAGE_DATA' })
    expect((await send('Clara')).status).toBe(201)
  })
})

import { describe, expect, it } from 'vitest'
import { channelIds } from '../account/entities/default-seed.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { brokenForms, type BrokenForm } from './break-body.ts'

/** Returns a malformed body, and the well-formed one. */
async function breakMessage(form: BrokenForm) {
  const { emulator, posts } = await createSubscribedAccount({ now: () => Date.UTC(2026, 10, 22, 12, 0, 0, 5) })
  emulator.faults.deliveries.next('broken', { form })
  const channelId = channelIds.tgapi
  const good = emulator.simulate.customer.send({ channelId, chatId: '123456789', contact: { name: 'Eva' } })
  await emulator.settled()
  return { text: posts[0]?.text ?? '', good }
}

async function breakJson(form: BrokenForm) {
  const { text, good } = await breakMessage(form)
  return { json: JSON.parse(text) as unknown, good }
}

describe('malformed bodies of deliveries', () => {
  it('truncated json, empty body and not json replace the text of the body', async () => {
    const truncated = await breakMessage('truncated json')
    expect(JSON.stringify({ messages: [truncated.good] }).startsWith(truncated.text)).toBe(true)
    expect((await breakMessage('empty body')).text).toBe('')
    expect((await breakMessage('not json')).text).toMatch(/^<html>/)
  })

  it.each([
    ['null item', null],
    ['number item', 42],
    ['item without ids', { text: 'An item without ids' }],
  ] as const)('%s: adds an item before the good one', async (form, item) => {
    const { json, good } = await breakJson(form)
    expect(json).toEqual({ messages: [item, good] })
  })

  it('nulls: sets each absent optional field to null', async () => {
    const { json, good } = await breakJson('nulls')
    const [item] = (json as { messages: Record<string, unknown>[] }).messages
    expect(item).toMatchObject({ ...good, contact: { name: 'Eva', username: null, phone: null, avatarUri: null } })
    const nulls = Object.keys(item ?? {}).filter((field) => item?.[field] === null)
    expect(nulls).toEqual([
      'avitoProfileId',
      'contentUri',
      'error',
      'authorName',
      'authorId',
      'instPost',
      'interactive',
      'quotedMessage',
      'sentFromApp',
      'isEdited',
      'isDeleted',
      'oldInfo',
      'advert',
    ])
  })

  it('upper case, numbers, no time zone, unknown keys and other nesting change each item', async () => {
    const upper = await breakJson('upper case')
    const changed = { chatType: 'TELEGRAM', type: 'TEXT', status: 'INBOUND' }
    expect(upper.json).toEqual({ messages: [{ ...upper.good, ...changed }] })
    const numbers = await breakJson('numbers')
    const numeric = { chatId: 123456789, dateTime: Date.UTC(2026, 10, 22, 12, 0, 0, 5) }
    expect(numbers.json).toEqual({ messages: [{ ...numbers.good, ...numeric }] })
    const zone = await breakJson('no time zone')
    expect(zone.json).toEqual({ messages: [{ ...zone.good, dateTime: '2026-11-22T12:00:00.005' }] })
    const keys = await breakJson('unknown keys')
    const more = { undocumented: 'yes' }
    const contact = { name: 'Eva', ...more }
    expect(keys.json).toEqual({ messages: [{ ...keys.good, contact, ...more }], ...more })
    const nesting = await breakJson('other nesting')
    expect(nesting.json).toEqual({ messages: nesting.good })
  })

  it('every form writes a body for every kind of webhook', async () => {
    for (const form of brokenForms) {
      const { emulator, posts } = await createSubscribedAccount()
      emulator.faults.deliveries.next('broken', { form, times: Infinity })
      const { messageId } = emulator.simulate.operator.send({ from: 'crm', chatId: '79000000301' })
      emulator.simulate.message.markRead(messageId)
      emulator.simulate.channel.setState(channelIds.vk, 'qr')
      const [templateGuid = ''] = emulator.state.templates.keys()
      emulator.simulate.template.setStatus(templateGuid, 'PAUSED')
      void emulator.simulate.contact.askFor({ chatType: 'vk', chatId: '1' })
      void emulator.simulate.deal.askFor({ contacts: ['contact-2'] })
      await emulator.settled()
      expect(posts).toHaveLength(6)
    }
  })
})

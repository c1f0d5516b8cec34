import { describe, expect, test } from 'vitest'
import { callWith } from '../../test/every-call.ts'
import { json } from '../../test/scripted-fetch.ts'
import { getRaw, getUnreadable, type Channel, type Contact, type Deal, type Pipeline, type Template } from '../index.ts'

const listed = async (noun: string, item: unknown): Promise<unknown> => {
  const data = [item]
  const body = noun === 'contacts' || noun === 'deals' ? { count: 1, data } : data
  const result = await callWith(json(200, body), noun, 'list')
  return (Array.isArray(result) ? result : (result as { data: unknown[] }).data)[0]
}

const chat = { chatType: 'whatsapp', chatId: '79011112233' }

describe('leaves a bad item of a list inside an entity out, reports it, and keeps the others', () => {
  test('contactData', async () => {
    const contact = (await listed('contacts', { id: '1', contactData: [chat, null, 'x', chat] })) as Contact
    expect(contact.contactData).toEqual([chat, chat])
    expect(getUnreadable(contact.contactData!)).toMatchObject([
      { index: 1, value: null, issues: [{ message: expect.any(String) }] },
      { index: 2, value: 'x' },
    ])
  })

  test('contacts of a deal', async () => {
    const deal = (await listed('deals', { id: '1', contacts: ['1', { id: '2' }, 3, null, { id: 4 }, {}] })) as Deal
    expect(deal.contacts).toEqual(['1', '2', '3', '4'])
    expect(getUnreadable(deal.contacts!).map(({ index }) => index)).toEqual([3, 5])
  })

  test('stages of a pipeline', async () => {
    const stages = [{ id: 1, name: 'New' }, { name: 'without id' }, null]
    const pipeline = (await listed('pipelines', { id: '1', stages })) as Pipeline
    expect(pipeline.stages).toEqual([{ id: '1', name: 'New' }])
    expect(getUnreadable(pipeline.stages!).map(({ index }) => index)).toEqual([1, 2])
  })

  test('components, buttons, examples and channels of a template', async () => {
    const button = { type: 'URL', text: 'Open', url: 'https://example.com' }
    const template = (await listed('templates', {
      templateGuid: 't',
      components: [{ type: 'BODY', example: ['Ann', 42, {}] }, null, { type: 'BUTTONS', buttons: [button, 7, button] }],
      channels: ['c1', { channelId: 'c2', name: 'n' }, null],
    })) as Template
    expect(template.components).toMatchObject([{ type: 'BODY' }, { type: 'BUTTONS' }])
    expect(getUnreadable(template.components!)).toMatchObject([{ index: 1 }])
    expect(template.components![0]!.example).toEqual(['Ann', '42'])
    expect(getUnreadable(template.components![0]!.example!)).toMatchObject([{ index: 2 }])
    expect(template.components![1]!.buttons).toEqual([button, button])
    expect(getUnreadable(template.components![1]!.buttons!)).toMatchObject([{ index: 1, value: 7 }])
    expect(template.channels).toEqual(['c1', 'c2'])
  })

  test('and returns a list without bad items unchanged', async () => {
    const contact = (await listed('contacts', { id: '1', contactData: [chat] })) as Contact
    expect(contact.contactData).toEqual([chat])
    expect(getUnreadable(contact.contactData!)).toEqual([])
  })
})

test('reads the ids that did not exist, and leaves other values out', async () => {
  const body = ['a', { id: 'b' }, null, 7, {}]
  const unknown = (await callWith(json(200, body), 'contacts', 'deleteMany')) as string[]
  expect(unknown).toEqual(['a', 'b', '7'])
  expect(getUnreadable(unknown).map(({ index }) => index)).toEqual([2, 4])
  expect(await callWith(json(200, { ok: true }), 'contacts', 'deleteMany')).toEqual([])
})

describe('a list inside of an entity may be', () => {
  test.each([
    ['missing', undefined, undefined],
    ['null', null, null],
    ['empty', [], []],
    ['one item without an array', chat, [chat]],
    ['an object with indexes as keys', { 0: chat, 1: chat }, [chat, chat]],
  ])('%s', async (_, contactData, expected) => {
    expect(((await listed('contacts', { id: '1', contactData })) as Contact).contactData).toEqual(expected)
  })

  test('a text, which is left out and reported', async () => {
    const contact = (await listed('contacts', { id: '1', contactData: 'none' })) as Contact
    expect(contact.contactData).toEqual([])
    expect(getUnreadable(contact.contactData!)).toMatchObject([{ index: 0, value: 'none' }])
  })

  test('incomplete: a chat without its messenger', async () => {
    const contact = (await listed('contacts', { id: '1', contactData: [{ chatId: '7' }, { chatType: 5 }] })) as Contact
    expect(contact.contactData).toMatchObject([{ chatId: '7' }, {}])
  })
})

describe('an entity needs only its id', () => {
  test.each([
    ['channels', { channelId: 'c' }],
    ['channels', { channelId: 'c', transport: null, state: undefined }],
    ['channels', { channelId: 'c', transport: 7, state: { name: 'active' } }],
    ['users', { id: 'u' }],
    ['contacts', { id: 'c' }],
    ['deals', { id: 'd' }],
    ['pipelines', { id: 'p' }],
    ['templates', { templateGuid: 't' }],
  ])('%s: %j', async (noun, item) => {
    const id = Object.keys(item)[0]!
    expect(await listed(noun, item)).toMatchObject({ [id]: Object.values(item)[0] })
  })

  test('a channel with a new transport and a new state', async () => {
    const channel = (await listed('channels', { channelId: 'c', transport: 'cian', state: 'ACTIVE' })) as Channel
    expect(channel).toMatchObject({ transport: 'cian', state: 'active' })
  })
})

describe('an entity may be inside data, or alone in an array', () => {
  test.each([
    ['contacts', 'get', { id: '1', name: 'n' }],
    ['users', 'get', { id: '1', name: 'n' }],
    ['deals', 'get', { id: '1', name: 'n' }],
    ['unanswered', 'get', { counterV2: 3, type: 'red' }],
    ['unanswered', 'getHost', { host: 'ws.example' }],
    ['chatWindow', 'get', { url: 'https://example.com' }],
  ])('%s.%s', async (noun, verb, entity) => {
    for (const body of [entity, { data: entity }, [entity], { data: [entity] }, [{ data: entity }]]) {
      const result = await callWith(json(200, body), noun, verb)
      expect(result).toMatchObject(entity)
      expect(getRaw(result as object)).toEqual(body)
    }
  })

  test('an array of several is not an entity', async () => {
    const two = [{ counterV2: 3 }, { counterV2: 4 }]
    await expect(callWith(json(200, two), 'unanswered', 'get')).rejects.toMatchObject({ direction: 'output' })
    await expect(callWith(json(200, []), 'unanswered', 'get')).rejects.toMatchObject({ direction: 'output' })
  })

  test('accepts a send whose result is inside data', async () => {
    const body = { data: { messageId: 'm', chatId: 'c' } }
    expect(await callWith(json(201, body), 'messages', 'send')).toMatchObject({ messageId: 'm', chatId: 'c' })
  })
})

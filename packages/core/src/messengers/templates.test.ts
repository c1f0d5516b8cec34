import { describe, expect, test } from 'vitest'
import type { Template } from '../index.ts'
import { fillTemplate, findTemplate, getVariables } from '../messengers.ts'

/** The form of the code is from the documentation of templates. */
const reminder: Template = {
  templateGuid: 't1',
  name: 'reminder',
  title: 'Напоминание',
  language: 'en',
  status: 'APPROVED',
  channels: ['c1'],
  templateCode: '@template: t1 { [[name]]; [[time]]; [[name]] }',
  components: [{ type: 'BUTTONS', buttons: [{ text: 'Yes' }, { text: 'No' }] }],
}
const channelId = 'c1'

describe('finding a template', () => {
  test('by its name at Meta, by its name in Wazzup, and by its id', () => {
    const templates = [{ ...reminder, templateGuid: 't0', name: 'other', title: 'other' }, reminder]
    expect(findTemplate(templates, { name: 'reminder', channelId })).toBe(reminder)
    expect(findTemplate(templates, { name: 'Напоминание', channelId })).toBe(reminder)
    expect(findTemplate(templates, { templateId: 't1', channelId })).toBe(reminder)
  })

  test.each([
    [{}, { name: 'remainder' }, 'name is not the name of a template'],
    [{}, {}, 'name is missing'],
    [{ status: 'REJECTED' }, {}, 'name is a template with the status REJECTED; only APPROVED can be sent'],
    [{ status: 'ARCHIVED' }, { templateId: 't1' }, 'templateId is a template with the status ARCHIVED'],
    [{ channels: ['c2'] }, {}, 'channelId is not a channel of this template'],
    [{}, { language: 'ru' }, 'language is not a language of this template; it has en'],
  ])('says why a template cannot be sent: %j wanted as %j', (fields, wanted, message) => {
    const name = Object.keys(wanted).length === 0 && message.startsWith('name is missing') ? undefined : 'reminder'
    const find = () => findTemplate([{ ...reminder, ...fields }], { name, channelId, ...wanted })
    expect(find).toThrow(`findTemplate: ${message}`)
  })

  test.each([{ channels: undefined }, { channels: null }, { channels: [] }])(
    'a template without a list of channels may be of any: %j',
    (fields) => {
      expect(findTemplate([{ ...reminder, ...fields }], { name: 'reminder', channelId }).templateGuid).toBe('t1')
    },
  )

  test('asks for the language when several have the name', () => {
    const both = [reminder, { ...reminder, templateGuid: 't2', language: 'pt_BR' }]
    expect(() => findTemplate(both, { name: 'reminder', channelId })).toThrow('language is needed')
    expect(findTemplate(both, { name: 'reminder', language: 'pt-br', channelId }).templateGuid).toBe('t2')
    const rejected = [reminder, { ...reminder, templateGuid: 't2', language: 'ru', status: 'REJECTED' }]
    expect(findTemplate(rejected, { name: 'reminder', channelId }).templateGuid).toBe('t1')
  })
})

describe('filling a template', () => {
  test('puts values in the order of its code', () => {
    expect(getVariables(reminder)).toEqual(['name', 'time', 'name'])
    expect(fillTemplate(reminder, { time: '15:00', name: 'Ann' })).toEqual({
      templateId: 't1',
      templateValues: ['Ann', '15:00', 'Ann'],
    })
    expect(fillTemplate(reminder, { time: '15:00', name: 'Ann' }, ['yes', 'no']).buttonsObject).toEqual({
      buttons: [{ payload: 'yes' }, { payload: 'no' }],
    })
  })

  test('names each variable that is missing, blank or unknown, and no value', () => {
    const secret = '4242'
    let error: unknown
    try {
      fillTemplate(reminder, { name: ' ', code: secret }, ['yes', 'no', 'maybe'])
    } catch (thrown) {
      error = thrown
    }
    expect((error as { issues: unknown }).issues).toEqual([
      { path: 'values.name', message: 'must not be blank' },
      { path: 'values.time', message: 'is missing' },
      { path: 'values.code', message: 'is not a variable of the template; it has name, time, name' },
      { path: 'payloads', message: 'has 3 items; the template has 2 buttons' },
    ])
    expect(String(error)).not.toContain(secret)
  })

  test('a name of every object is a missing value', () => {
    const template = { ...reminder, templateCode: '@template: t1 { [[constructor]] }' }
    expect(() => fillTemplate(template, {})).toThrow('values.constructor is missing')
  })

  test('a template without a code has no variables', () => {
    expect(fillTemplate({ templateGuid: 't1', templateCode: null }, {})).toEqual({
      templateId: 't1',
      templateValues: [],
    })
  })
})

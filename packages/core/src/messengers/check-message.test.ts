import { describe, expect, test } from 'vitest'
import { checkMessage } from './check-message.ts'
import type { CheckedMessage, MessageWarning } from './message-warning.ts'

const docUrl = 'https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/'

const whatsapp: CheckedMessage = { chatType: 'whatsapp', chatId: '79011112233', text: 'Hello' }

function fieldsOf(warnings: readonly MessageWarning[]): string[] {
  return warnings.map(({ field }) => field)
}

function ofLength(length: number): string {
  return 'x'.repeat(length)
}

test('checkMessage returns no warnings for a plain message', () => {
  expect(checkMessage(whatsapp, { transport: 'whatsapp' })).toEqual([])
  expect(checkMessage(whatsapp, { transport: 'wapi' })).toEqual([])
})

describe('text length', () => {
  // From the parameter table of the documentation of messages, except Viber, which is only in the error table.
  test.each([
    ['whatsapp', 'whatsapp', 10_000],
    ['wapi', 'whatsapp', 1024],
    ['instagram', 'instagram', 1000],
    ['tgapi', 'telegram', 4096],
    ['telegram', 'telegram', 4096],
    ['max', 'max', 4096],
    ['maxbot', 'max', 4096],
    ['vk', 'vk', 1000],
    ['avito', 'avito', 1000],
    ['viber', 'viber', 6999],
  ])('on %s (%s) may be up to %i', (transport, chatType, limit) => {
    const send = (length: number) => checkMessage({ chatType, chatId: '1', text: ofLength(length) }, { transport })
    expect(send(limit)).toEqual([])
    expect(send(limit + 1)).toEqual([
      expect.objectContaining({ field: 'text', limit, source: { docUrl, basis: 'documented' } }),
    ])
  })

  test('is counted in UTF-16 code units, which the warning mentions', () => {
    const [warning] = checkMessage({ chatType: 'vk', text: '😀'.repeat(501) }, { transport: 'vk' })
    expect(warning?.message).toContain('1002 UTF-16 code units')
  })

  test('is also checked for template values, in both forms of a template', () => {
    const templateValues = ['Ann', ofLength(551)]
    const newer = checkMessage({ chatType: 'whatsapp', templateId: 'guid', templateValues }, { transport: 'wapi' })
    expect(newer).toEqual([expect.objectContaining({ field: 'templateValues[1]', limit: 550 })])
    const text = `@template: guid { [[${templateValues.join(']]; [[')}]] }`
    expect(checkMessage({ chatType: 'whatsapp', text }, { transport: 'wapi' })).toEqual([
      expect.objectContaining({ field: 'text', limit: 550 }),
    ])
  })

  test('is not checked for the code of a template', () => {
    const text = `@template: guid { [[${ofLength(500)}]]; [[${ofLength(500)}]]; [[${ofLength(500)}]] }`
    expect(checkMessage({ chatType: 'whatsapp', text }, { transport: 'wapi' })).toEqual([])
  })
})

describe('chat type', () => {
  test('warns about a chatType of another messenger', () => {
    expect(checkMessage({ chatType: 'wapi' }, { transport: 'wapi' })).toEqual([
      { field: 'chatType', message: 'a wapi channel takes whatsapp', source: { docUrl, basis: 'documented' } },
    ])
    expect(checkMessage({ chatType: 'vk' }, { transport: 'whatsapp' })[0]?.source.basis).toBe('our assumption')
  })

  test('accepts groups only where the messenger has them', () => {
    expect(checkMessage({ chatType: 'whatsgroup', chatId: 'a-b@g' }, { transport: 'whatsapp' })).toEqual([])
    expect(fieldsOf(checkMessage({ chatType: 'whatsgroup' }, { transport: 'wapi' }))).toEqual(['chatType'])
  })
})

describe('addresses', () => {
  test.each(['+79011112233', '7 901 111-22-33', 'ann'])(
    'warns on WhatsApp and Viber about an address that is not only digits: %s',
    (chatId) => {
      expect(fieldsOf(checkMessage({ chatType: 'whatsapp', chatId }, { transport: 'whatsapp' }))).toEqual(['chatId'])
      expect(fieldsOf(checkMessage({ chatType: 'viber', chatId }, { transport: 'viber' }))).toEqual(['chatId'])
    },
  )

  test('warns about a name with @', () => {
    expect(fieldsOf(checkMessage({ chatType: 'telegram', username: '@ann' }, { transport: 'tgapi' }))).toEqual([
      'username',
    ])
    expect(fieldsOf(checkMessage({ chatType: 'instagram', chatId: '@ann' }, { transport: 'instagram' }))).toEqual([
      'chatId',
    ])
  })

  test('warns about a phone that is not only digits', () => {
    expect(fieldsOf(checkMessage({ chatType: 'max', phone: '+79011112233' }, { transport: 'max' }))).toEqual(['phone'])
  })

  test('does not quote the address in the warning', () => {
    const warnings = checkMessage({ chatType: 'whatsapp', chatId: '+79011112233' }, { transport: 'whatsapp' })
    expect(JSON.stringify(warnings)).not.toContain('79011112233')
  })
})

describe('formatting', () => {
  test.each(['*bold*', 'so _very_ good', '~no~', 'run ```npm i``` now'])(
    'warns about formatting marks where they are shown as text: %s',
    (text) => {
      for (const transport of ['whatsapp', 'wapi', 'viber', 'telegram']) {
        const chatType = transport === 'wapi' ? 'whatsapp' : transport
        expect(checkMessage({ chatType, text }, { transport })).toEqual([])
      }
      expect(checkMessage({ chatType: 'telegram', text }, { transport: 'tgapi' })).toEqual([
        {
          field: 'text',
          message: 'has formatting marks, and tgapi has no formatting',
          source: { docUrl, basis: 'documented' },
        },
      ])
      expect(checkMessage({ chatType: 'vk', text }, { transport: 'vk' })[0]?.source.basis).toBe('our assumption')
    },
  )

  test.each(['snake_case_name', '2 * 3 * 4', 'a*b*c', '~5 to ~7 days', '__init__', '```'])(
    'does not warn about text that only looks like formatting: %s',
    (text) => {
      expect(checkMessage({ chatType: 'telegram', text }, { transport: 'tgapi' })).toEqual([])
    },
  )

  test('warns about tags outside of Telegram bots', () => {
    const text = 'a <b>bold</b> word'
    expect(checkMessage({ chatType: 'telegram', text }, { transport: 'telegram' })).toEqual([])
    expect(fieldsOf(checkMessage({ chatType: 'whatsapp', text }, { transport: 'whatsapp' }))).toEqual(['text'])
  })

  test('checks a long text of formatting marks quickly', () => {
    for (const part of ['*', '* ', '*a ', '_a', '```', '<b>', '[[', '@template:[[']) {
      const started = performance.now()
      checkMessage({ chatType: 'telegram', text: part.repeat(100_000) }, { transport: 'tgapi' })
      expect(performance.now() - started).toBeLessThan(500)
    }
  })
})

describe('buttons', () => {
  test('warns on WABA about more than 10 buttons of 20 characters', () => {
    const button = { text: ofLength(20), type: 'text' }
    const send = (buttons: unknown[]) =>
      checkMessage({ ...whatsapp, buttonsObject: { buttons } }, { transport: 'wapi' })
    expect(send(Array.from({ length: 10 }, () => button))).toEqual([])
    expect(send(Array.from({ length: 11 }, () => button))).toEqual([
      expect.objectContaining({ field: 'buttonsObject.buttons', limit: 10 }),
    ])
    expect(send([button, { text: ofLength(21), type: 'text' }])).toEqual([
      expect.objectContaining({ field: 'buttonsObject.buttons[1].text', limit: 20 }),
    ])
  })

  test('warns on Telegram about more than 64 characters of text or 64 bytes of data', () => {
    const send = (button: object) =>
      checkMessage(
        {
          chatType: 'telegram',
          text: 'Choose',
          buttonsObject: { replyMarkup: 'inline', buttons: [[button]] },
        },
        { transport: 'telegram' },
      )
    expect(send({ text: ofLength(64), callbackData: ofLength(64) })).toEqual([])
    // 33 Cyrillic letters are 66 bytes.
    expect(fieldsOf(send({ text: ofLength(65), callbackData: 'ж'.repeat(33) }))).toEqual([
      'buttonsObject.buttons[0][0].text',
      'buttonsObject.buttons[0][0].callbackData',
    ])
    expect(fieldsOf(send({ text: 'Empty', callbackData: '' }))).toEqual(['buttonsObject.buttons[0][0].callbackData'])
  })
})

test('checkMessage warns that WABA does not show a quote', () => {
  const quoting = { ...whatsapp, refMessageId: '61e5a375-1760-452f-ad73-5318844ffc4f' }
  expect(checkMessage(quoting, { transport: 'whatsapp' })).toEqual([])
  expect(checkMessage(quoting, { transport: 'wapi' })).toEqual([
    expect.objectContaining({ field: 'refMessageId', source: { docUrl, basis: 'observed in production' } }),
  ])
})

test('checkMessage returns no warnings for an unknown transport', () => {
  const message = { chatType: 'cian', chatId: 'x', text: ofLength(20_000), buttonsObject: { buttons: [] } }
  expect(checkMessage(message, { transport: 'cian' })).toEqual([])
  expect(checkMessage(message, { transport: 'constructor' })).toEqual([])
  // The transport of a channel of `channels.list` may be missing.
  for (const transport of [null, undefined]) expect(checkMessage(message, { transport })).toEqual([])
  expect(checkMessage({ chatType: 'viber', chatId: '+7' }, {})).toMatchObject([{ field: 'chatId' }])
})

test('checkMessage never throws', () => {
  const odd: unknown[] = [null, undefined, 7, 'text', [], {}, { buttons: null }, { buttons: [null, 7, [null, 7]] }]
  for (const value of odd) {
    const message = {
      chatType: value,
      chatId: value,
      username: value,
      phone: value,
      text: value,
      refMessageId: value,
      templateId: value,
      templateValues: [value],
      buttonsObject: value,
    } as unknown as CheckedMessage
    for (const transport of ['wapi', 'telegram', 'tgapi', 'x']) {
      expect(() => checkMessage(message, { transport })).not.toThrow()
      expect(() => checkMessage(value as CheckedMessage, { transport })).not.toThrow()
    }
  }
})

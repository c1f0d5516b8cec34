import { describe, expect, test } from 'vitest'
import { buildQuestion, checkMessage, readChoice } from '../../messengers.ts'

const choices = [
  { id: 'yes', text: 'I will come' },
  { id: 'no', text: 'I cannot' },
]

describe('a question', () => {
  test('has buttons in the form of each messenger', () => {
    expect(buildQuestion({ transport: 'wapi' }, 'Come?', choices)).toEqual({
      text: 'Come?',
      buttonsObject: {
        buttons: [
          { text: 'I will come', type: 'text', payload: 'yes' },
          { text: 'I cannot', type: 'text', payload: 'no' },
        ],
      },
    })
    expect(buildQuestion({ transport: 'telegram' }, 'Come?', choices).buttonsObject).toEqual({
      replyMarkup: 'inline',
      buttons: [[{ text: 'I will come', callbackData: 'yes' }], [{ text: 'I cannot', callbackData: 'no' }]],
    })
    expect(buildQuestion({ transport: 'maxbot' }, 'Come?', choices).buttonsObject).toEqual({
      chatType: 'max',
      buttons: [
        [{ type: 'callback', text: 'I will come', payload: 'yes' }],
        [{ type: 'callback', text: 'I cannot', payload: 'no' }],
      ],
    })
  })

  test.each(['whatsapp', 'tgapi', 'max', 'vk', 'cian'])('has numbered lines on %s', (transport) => {
    expect(buildQuestion({ transport }, 'Come?', choices)).toEqual({
      text: 'Come?\n\n1. I will come\n2. I cannot',
      buttonsObject: undefined,
    })
  })

  test('has numbered lines on a channel that is not known', () => {
    expect(buildQuestion(undefined, 'Come?', choices)).toEqual(buildQuestion({}, 'Come?', choices))
  })

  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `o${index}`, text: `O ${index}` }))

  test('has at most ten buttons on WABA, where Wazzup would drop the others', () => {
    expect(buildQuestion({ transport: 'wapi' }, 'Which?', many(10)).buttonsObject.buttons).toHaveLength(10)
    expect(() => buildQuestion({ transport: 'wapi' }, 'Which?', many(11))).toThrow(
      'choices has 11 buttons; Wazzup silently drops those beyond 10',
    )
    expect(buildQuestion({ transport: 'telegram' }, 'Which?', many(11)).buttonsObject.buttons).toHaveLength(11)
  })

  test.each([
    ['wapi', { id: 'a', text: 'x'.repeat(21) }, 'choices[0].text has 21 UTF-16 code units; up to 20 fit'],
    ['telegram', { id: 'a', text: 'x'.repeat(65) }, 'choices[0].text has 65 UTF-16 code units; up to 64 fit'],
    ['telegram', { id: 'я'.repeat(33), text: 'x' }, 'choices[0].id has 66 bytes; 1 to 64 fit'],
    ['vk', { id: '1', text: 'x' }, 'choices[0].id must not be a number'],
    ['vk', { id: '', text: 'x' }, 'choices[0].id must be a text'],
    ['vk', { id: 'a', text: ' ' }, 'choices[0].text must not be blank'],
  ])('on %s rejects an option that would not arrive whole: %j', (transport, choice, message) => {
    expect(() => buildQuestion({ transport }, 'Which?', [choice])).toThrow(message)
  })

  test('rejects no options, and two that the answer cannot tell apart', () => {
    expect(() => buildQuestion({ transport: 'vk' }, 'Which?', [])).toThrow('choices must have at least one option')
    const twice = [choices[0]!, { id: 'yes', text: 'i will  come.' }]
    expect(() => buildQuestion({ transport: 'vk' }, 'Which?', twice)).toThrow('choices[1].id stands twice (and 1 more)')
  })

  test('passes the check of its messenger', () => {
    for (const transport of ['wapi', 'telegram', 'maxbot', 'vk'] as const) {
      const message = { ...buildQuestion({ transport }, 'Which?', choices) }
      expect(
        checkMessage({ ...message, chatType: '' }, { transport }).filter(({ field }) => field !== 'chatType'),
      ).toEqual([])
    }
  })
})

describe('an answer', () => {
  test.each([
    ['wapi', 'no'],
    ['wapi', 'I cannot'],
    ['wapi', '1'],
    ['WAPI', '1'],
    ['telegram', 'no'],
    ['telegram', ' i CANNOT. '],
    ['maxbot', 'no'],
    ['maxbot', 'I\u00A0cannot'],
    ['telegram', '2'],
    ['maxbot', '2.'],
    ['whatsapp', '2'],
    ['whatsapp', '2.'],
    ['whatsapp', '2)'],
    ['whatsapp', '№ 2'],
    ['vk', 'I cannot!'],
  ])('on %s, %j chooses the second option', (transport, text) => {
    expect(readChoice({ transport }, { text }, choices)?.id).toBe('no')
  })

  test.each([
    ['wapi', '0'],
    ['telegram', '0'],
    ['telegram', '1'],
    ['maxbot', '1'],
    ['whatsapp', '1'],
  ])('on %s, %j chooses the first option', (transport, text) => {
    expect(readChoice({ transport }, { text }, choices)?.id).toBe('yes')
  })

  test.each([undefined, null, '', ' ', '3', '0', '2 of them', 'I cannot today', '-1', '1e0'])(
    'in a list, %j chooses nothing',
    (text) => {
      expect(readChoice({ transport: 'whatsapp' }, { text }, choices)).toBeUndefined()
    },
  )

  test.each(['2', '-1', '1.0', 'perhaps'])('of buttons, %j chooses nothing', (text) => {
    expect(readChoice({ transport: 'wapi' }, { text }, choices)).toBeUndefined()
  })

  test.each([undefined, {}, { transport: null }])('by number chooses nothing on an unknown channel: %j', (channel) => {
    expect(readChoice(channel, { text: 'no' }, choices)?.id).toBe('no')
    expect(readChoice(channel, { text: '1' }, choices)).toBeUndefined()
  })

  test('by id comes before an equal label, and an equal label before one in another case', () => {
    const twisted = [
      { id: 'a', text: 'B' },
      { id: 'b', text: 'a' },
      { id: 'c', text: 'b' },
    ]
    expect(readChoice({ transport: 'wapi' }, { text: 'a' }, twisted)?.id).toBe('a')
    expect(readChoice({ transport: 'wapi' }, { text: 'B' }, twisted)?.id).toBe('a')
  })

  test('a label that is a number comes before the number of an option', () => {
    const times = [
      { id: 'ten', text: '2' },
      { id: 'eleven', text: '1' },
    ]
    expect(readChoice({ transport: 'whatsapp' }, { text: '1' }, times)?.id).toBe('eleven')
  })
})

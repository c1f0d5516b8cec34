import { expectTypeOf, test } from 'vitest'
import type { Channel, Wazzup } from '../index.ts'
import { buildQuestion, fillTemplate, getChatType, toAddress } from '../messengers.ts'

declare const wazzup: Wazzup
declare const channel: Channel
const channelId = 'c1'

test('an address spreads into a send without a cast', () => {
  wazzup.messages.send({ ...toAddress({ channelId, transport: 'wapi' }, { phone: '7' }), text: 'Hello' })
  wazzup.messages.send({ ...toAddress({ channelId, transport: 'tgapi' }, { phone: '7' }), text: 'Hello' })
  wazzup.messages.send({ ...toAddress({ channelId, transport: 'max' }, { phone: '7' }), text: 'Hello' })
  const address = toAddress(channel, { phone: '7' })
  if (address) wazzup.messages.send({ ...address, text: 'Hello' })
})

test('an address may be missing unless the channel can write first', () => {
  expectTypeOf(toAddress({ channelId, transport: 'whatsapp' }, {})).toEqualTypeOf<{
    channelId: string
    chatType: 'whatsapp'
    chatId: string
  }>()
  // @ts-expect-error a Telegram bot cannot write first
  void toAddress({ channelId, transport: 'telegram' }, {}).chatId
  // @ts-expect-error the kind of the channel is not known
  void toAddress(channel, {}).channelId
})

test('a literal kind of channel has a literal chat type', () => {
  expectTypeOf(getChatType({ transport: 'wapi' })).toEqualTypeOf<'whatsapp'>()
  expectTypeOf(getChatType({ transport: 'tgapi' })).toEqualTypeOf<'telegram'>()
  expectTypeOf(getChatType(channel)).toEqualTypeOf<string | undefined>()
})

test('a question and a template spread into a send', () => {
  const choices = [{ id: 'yes', text: 'Yes' }]
  const waba = { channelId, transport: 'wapi' } as const
  const bot = { channelId, transport: 'telegram' } as const
  wazzup.messages.send({ ...toAddress(waba, { phone: '7' }), ...buildQuestion(waba, 'Come?', choices) })
  wazzup.messages.send({ channelId, chatType: 'telegram', chatId: '7', ...buildQuestion(bot, 'Come?', choices) })
  const address = toAddress(channel, { phone: '7' })
  if (address) wazzup.messages.send({ ...address, ...buildQuestion(channel, 'Come?', choices) })
  wazzup.messages.send({ ...toAddress(waba, { phone: '7' }), ...fillTemplate({ templateGuid: 't1' }, {}, ['yes']) })
})

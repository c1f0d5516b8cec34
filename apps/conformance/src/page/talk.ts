import { channelIds, templateIds, type Emulator } from '@wazzup-kit/emulator'

/** Creates chats in most messengers: texts, a place, buttons, a failed message, a rejected send and an unpaid channel. */
export async function fillWithTalk(emulator: Emulator): Promise<void> {
  const { simulate, keys, faults } = emulator
  const { whatsapp, wapi, tgapi, instagram, vk } = channelIds
  async function send(channelId: string, chatType: string, chatId: string, message: object): Promise<string> {
    const answer = await emulator.fetch('http://emulator/v3/message', {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channelId, chatType, chatId, ...message }),
    })
    return ((await answer.json()) as { messageId: string }).messageId
  }

  for (const [name, phone, text] of [
    ['Max Petrov', '79001110001', 'Do you deliver on Sundays?'],
    ['Lena', '79001110002', 'Thank you, it fits!'],
    ['Oleg Sidorov', '79001110003', 'How much is it?'],
  ] as const)
    simulate.customer.send({ channelId: vk, from: { name, phone }, text })

  const dora = simulate.customer.send({ channelId: whatsapp, text: 'Hello! Where is my parcel?' })
  await send(whatsapp, 'whatsapp', dora.chatId, { text: 'Hello Dora! It is on its way and comes today.' })
  const asked = simulate.customer.send({ channelId: whatsapp, text: 'Can it come after six?' })
  simulate.operator.send({ from: 'wazzup', chatId: dora.chatId, text: 'Sure, the courier will call you.' })
  simulate.customer.send({ channelId: whatsapp, text: 'Great, thanks', quotes: asked.messageId })

  const visitor = simulate.customer.send({ channelId: wapi, text: 'Is it ready?' })
  await send(wapi, 'whatsapp', visitor.chatId, { templateId: templateIds.greeting, templateValues: ['1001', 'Dora'] })
  const buttonsObject = {
    buttons: [
      { text: 'At home', type: 'text' },
      { text: 'In the shop', type: 'text' },
    ],
  }
  await send(wapi, 'whatsapp', visitor.chatId, { text: 'Where shall we bring it?', buttonsObject })

  const friend = simulate.customer.send({ channelId: tgapi, text: 'A picture follows' })
  simulate.customer.send({ channelId: tgapi, type: 'geo' })
  const failed = await send(tgapi, 'telegram', friend.chatId, { text: 'Nice!' })
  await emulator.settled()
  simulate.message.fail(failed, 'SPAM')
  simulate.channel.setState(instagram, 'notEnoughMoney')
  faults.calls.respondWith('MESSAGES_IS_SPAM')
  await send(whatsapp, 'whatsapp', dora.chatId, { text: 'Buy one more!' })
}

const { createWazzup, isWazzupError } = require('@wazzup-kit/core')

async function run() {
  const wazzup = createWazzup({ apiKey: 'packed-key', baseUrl: process.env.WAZZUP_BASE_URL })
  const message = { channelId: 'channel-1', chatType: 'whatsapp', chatId: '79000000201' }

  const sent = await wazzup.messages.send({ ...message, text: 'hello from CommonJS' })
  console.log('sent', sent.messageId)

  const error = await wazzup.messages.send({ ...message, text: 'reject this' }).catch((error) => error)
  if (!isWazzupError(error, 'BALANCE_IS_EMPTY')) throw error
  console.log('rejected', error.code, error.effect)
}

run()

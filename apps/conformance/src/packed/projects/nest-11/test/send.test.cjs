const { createServer } = require('node:http')
const { createWazzup, isWazzupError } = require('@wazzup-kit/core')

let server
let wazzup
const received = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const message = JSON.parse(body)
    received.push(message)
    const isRejected = message.text === 'reject this'
    response.writeHead(isRejected ? 400 : 201, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(
        isRejected ? { error: 'BALANCE_IS_EMPTY' } : { messageId: 'message-in-jest', chatId: message.chatId },
      ),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  wazzup = createWazzup({ apiKey: 'packed-key', baseUrl: `http://127.0.0.1:${server.address().port}` })
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const message = { channelId: 'channel-1', chatType: 'whatsapp', chatId: '79000000201' }

test('send resolves with the id of the message', async () => {
  const sent = await wazzup.messages.send({ ...message, text: 'hello from Jest' })

  expect(sent).toMatchObject({ messageId: 'message-in-jest', chatId: '79000000201', repeated: false })
  expect(received).toEqual([{ ...message, text: 'hello from Jest', crmMessageId: sent.crmMessageId }])
})

test('send throws a WazzupError when Wazzup rejects the message', async () => {
  const error = await wazzup.messages.send({ ...message, text: 'reject this' }).catch((error) => error)

  expect(isWazzupError(error, 'BALANCE_IS_EMPTY')).toBe(true)
  expect(error.effect).toBe('none')
})

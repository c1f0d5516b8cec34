import { createWazzup, createWebhooks, type Author, type Sender } from '@wazzup-kit/core'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { handler } from '@wazzup-kit/express-middleware'
import { afterEach, expect, test } from 'vitest'
import { openServer } from './hosts/open-server.ts'

// The echo of a send with crmUserId names that operator as its author: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Starts a server that records the author of each echo, and two clients of one account. The server knows the first. */
async function start() {
  const emulator = createEmulator()
  const { url: baseUrl, close } = await emulator.listen()
  const connect = () => createWazzup({ apiKey: emulator.keys.apiKey, baseUrl })
  const [own, another] = [connect(), connect()]
  const echoes: { author: Author; authorId: unknown; text: unknown }[] = []
  const webhooks = createWebhooks({ secret: 'secret', wazzup: own }).on('echo', ({ author, authorId, text }) => {
    echoes.push({ author, authorId, text })
  })
  const host = await openServer(handler(webhooks))
  stops.push(host.stop, close)
  await own.users.save({ users: [{ id: 'olga', name: 'Olga', phone: '79000000001' }] })
  await own.subscription.ensure({ url: `${host.url}/wazzup?key=secret` })
  const send = ({ messages }: Sender, text: string) =>
    messages.send({
      channelId: channelIds.whatsapp,
      chatType: 'whatsapp',
      chatId: '79011112233',
      text,
      crmUserId: 'olga',
    })
  return { own, another, echoes, send }
}

test('gives the echo of a send with crmUserId the author api in its own process, and operator in another process', async () => {
  const { own, another, echoes, send } = await start()
  await send(own, 'from the bot')
  await expect.poll(() => echoes, { timeout: 20_000 }).toHaveLength(1)
  await send(another, 'from elsewhere')
  await expect.poll(() => echoes, { timeout: 20_000 }).toHaveLength(2)
  expect(echoes.map(({ author, authorId, text }) => [text, author.is, authorId])).toEqual([
    ['from the bot', 'api', 'olga'],
    ['from elsewhere', 'operator', 'olga'],
  ])
  expect(echoes[0]!.author.evidence).toContain('authorName is given')
})

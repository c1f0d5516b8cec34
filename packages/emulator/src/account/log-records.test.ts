import { describe, expect, it } from 'vitest'
import { createEmulator } from '../emulator/create-emulator.ts'
import { createSubscribedAccount } from '../testing/test-account.ts'
import { listenWithPage } from '../server/page-api/test-page.ts'
import { ask } from '../testing/test-client.ts'

const numbers = (records: readonly { number: number }[]): number[] => records.map(({ number }) => number)

describe('the log of requests', () => {
  it('keeps the newest 10,000 requests, with their numbers', async () => {
    const emulator = createEmulator({ rateLimit: 'off' })
    for (let request = 0; request < 10_003; request += 1) await ask(emulator, 'GET', '/v3/pipelines')
    expect(emulator.requests).toHaveLength(10_000)
    expect([emulator.requests[0]!.number, emulator.requests.at(-1)!.number]).toEqual([4, 10_003])
  })

  it('keeps as many as the option says, and none of an earlier life', async () => {
    const emulator = createEmulator({ logLimit: { records: 2 } })
    for (let request = 0; request < 5; request += 1) await ask(emulator, 'GET', '/v3/users')
    expect(numbers(emulator.requests)).toEqual([4, 5])
    emulator.reset()
    await ask(emulator, 'GET', '/v3/users')
    expect(numbers(emulator.requests)).toEqual([1])
  })

  it('drops the oldest bodies and responses over its size, but not the newest one', async () => {
    const emulator = createEmulator({ logLimit: { bytes: 50_000 } })
    for (let request = 0; request < 5; request += 1)
      await ask(emulator, 'POST', '/v3/message', { text: 'a'.repeat(20_000) })
    expect(numbers(emulator.requests)).toEqual([4, 5])
    await ask(emulator, 'POST', '/v3/message', { text: 'a'.repeat(90_000) })
    expect(numbers(emulator.requests)).toEqual([6])
    for (let user = 0; user < 30; user += 1)
      emulator.state.users.set(`${user}`, { id: `${user}`, name: 'N'.repeat(1_000) })
    await ask(emulator, 'GET', '/v3/users')
    await ask(emulator, 'GET', '/v3/users')
    expect(numbers(emulator.requests)).toEqual([8])
  })

  it('keeps everything when the limit is off', async () => {
    const text = 'a'.repeat(1_000_000)
    const emulator = createEmulator({ logLimit: 'off' })
    for (let request = 0; request < 34; request += 1) await ask(emulator, 'POST', '/v3/nothing', { text })
    expect(emulator.requests).toHaveLength(34)
  })

  it('gives the details of a request whose forerunners are gone', async () => {
    const page = await listenWithPage({ logLimit: { records: 2 } })
    for (const name of ['one', 'two', 'three']) await ask(page.emulator, 'GET', `/v3/${name}`)
    const detail = async (number: number) => page.ask('GET', `/_emulator/log/request/${number}`)
    expect(await detail(3)).toMatchObject({ status: 200, json: { line: { number: 3, path: '/v3/three' } } })
    expect(await detail(2)).toMatchObject({ status: 200, json: { line: { number: 2, path: '/v3/two' } } })
    for (const number of [0, 1, 4]) expect((await detail(number)).status).toBe(404)
    await page.close()
  })
})

it('the log of deliveries keeps as many as the option says', async () => {
  const { emulator } = await createSubscribedAccount({ logLimit: { records: 2 } })
  for (const text of ['one', 'two', 'three']) emulator.simulate.customer.send({ text })
  await emulator.settled()
  expect(emulator.deliveries).toMatchObject([
    { number: 2, body: { messages: [{ text: 'two' }] }, response: { status: 200 } },
    { number: 3, body: { messages: [{ text: 'three' }] }, response: { status: 200 } },
  ])
})

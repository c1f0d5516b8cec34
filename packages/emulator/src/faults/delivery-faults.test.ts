import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds, templateIds } from '../account/entities/default-seed.ts'
import { createSubscribedAccount, subscribe, type SubscribedAccount } from '../testing/test-account.ts'
import { ask } from '../testing/test-client.ts'
import { deliveryFaultKinds } from './delivery-fault-kinds.ts'
import { obeys } from '../testing/test-rules.ts'

afterEach(() => void vi.useRealTimers())

/** Sends these texts as a customer, and waits until all deliveries that are not held are posted. */
async function write({ emulator }: SubscribedAccount, ...texts: string[]): Promise<void> {
  for (const text of texts) emulator.simulate.customer.send({ text })
  await emulator.settled()
}

/** Returns, for each body, the texts of messages and the statuses. */
const said = ({ bodies }: SubscribedAccount): (string | null | undefined)[][] =>
  bodies().map(({ messages = [], statuses = [] }) => [
    ...messages.map(({ text }) => text),
    ...statuses.map(({ status }) => status),
  ])

const send = ({ emulator }: SubscribedAccount) =>
  ask(emulator, 'POST', '/v3/message', {
    channelId: channelIds.whatsapp,
    chatType: 'whatsapp',
    chatId: '79000000301',
    text: 'echo',
  })

/** Waits for one turn of the event loop. `settled()` would read the clock. */
async function idle(): Promise<void> {
  for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('faults of deliveries', () => {
  it('lost: is never posted', async () => {
    const account = await createSubscribedAccount({ now: () => 7 })
    const fault = account.emulator.faults.deliveries.next('lost')
    await write(account, 'a', 'b')
    expect(said(account)).toEqual([['b']])
    expect(fault.struck).toBe(1)
    expect(account.emulator.faults.deliveries.struck).toMatchObject([
      { kind: 'lost', at: 7, body: { messages: [{ text: 'a' }] } },
    ])
  })

  it('late: is posted in order of due time after a stopped clock was moved far enough', async () => {
    const account = await createSubscribedAccount({ now: () => 0 })
    const { clock, faults } = account.emulator
    faults.deliveries.next('late', { ms: 5_000 })
    faults.deliveries.next('late', { ms: 3_000 })
    await write(account, 'a', 'b', 'c')
    expect(said(account)).toEqual([['c']])
    clock.advance(2_999)
    await idle()
    expect(said(account)).toHaveLength(1)
    clock.advance(2_001)
    await expect.poll(() => said(account), { timeout: 10_000 }).toEqual([['c'], ['b'], ['a']])
    expect(account.emulator.deliveries.map(({ fault, at }) => [fault, at])).toEqual([
      [undefined, 0],
      ['late', 5_000],
      ['late', 5_000],
    ])
  })

  it('late: is posted when real time has passed', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const account = await createSubscribedAccount()
    account.emulator.faults.deliveries.next('late', { ms: 5_000 })
    await write(account, 'a')
    await vi.advanceTimersByTimeAsync(4_999)
    await idle()
    expect(account.posts).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    await idle()
    expect(said(account)).toEqual([['a']])
  })

  it('late: is posted by the next settled() after the test moved its clock', async () => {
    let now = 0
    const account = await createSubscribedAccount({ now: () => now })
    account.emulator.faults.deliveries.next('late', { ms: 5_000 })
    await write(account, 'a')
    now = 5_000
    await account.emulator.settled()
    expect(said(account)).toEqual([['a']])
  })

  it('late without a time: is held until released, one fault or all', async () => {
    const account = await createSubscribedAccount()
    const { faults, clock, settled } = account.emulator
    const first = faults.deliveries.next('late')
    faults.deliveries.next('late', { times: 2 })
    await write(account, 'a', 'b', 'c')
    clock.advance(1_000_000_000)
    await settled()
    expect(account.posts).toHaveLength(0)
    first.release()
    await settled()
    expect(said(account)).toEqual([['a']])
    faults.deliveries.release()
    await settled()
    expect(said(account)).toEqual([['a'], ['b'], ['c']])
  })

  it(`early: is posted before the response, and only if a request caused it ${obeys('delivery/early')}`, async () => {
    const account = await createSubscribedAccount()
    const fault = account.emulator.faults.deliveries.next('early', { times: Infinity })
    await write(account, 'a')
    expect(fault.struck).toBe(0)
    const answered = send(account).then(({ status }) => [status, account.posts.length])
    expect(await answered).toEqual([201, 4])
    expect(said(account).slice(1)).toEqual([['echo'], ['sent'], ['delivered']])
  })

  it(`repeated: is posted twice with the same bytes ${obeys('delivery/repeated')}`, async () => {
    const account = await createSubscribedAccount()
    account.emulator.faults.deliveries.next('repeated')
    await write(account, 'a', 'b')
    expect(said(account)).toEqual([['a'], ['a'], ['b']])
    expect(account.posts[1]?.text).toBe(account.posts[0]?.text)
  })

  it(`reordered: posts a status before its message ${obeys('delivery/reordered')}`, async () => {
    const account = await createSubscribedAccount()
    account.emulator.faults.deliveries.next('reordered', { about: 'messages' })
    await send(account)
    await account.emulator.settled()
    expect(said(account)).toEqual([['sent'], ['echo'], ['delivered']])
  })

  it('reordered: is posted after the next delivery to the same subscriber, or when released', async () => {
    const account = await createSubscribedAccount()
    const { emulator } = account
    await subscribe(emulator, { webhooksUri: 'https://example.com/sidecar', key: emulator.keys.sidecarKey })
    account.posts.length = 0
    const fault = emulator.faults.deliveries.next('reordered')
    await write(account, 'a')
    expect(account.posts.map(({ address }) => address)).toEqual(['https://example.com/sidecar'])
    fault.release()
    await emulator.settled()
    expect(said(account)).toEqual([['a'], ['a']])
  })

  it(`mixed: adds waiting messages and statuses, and nothing else, to the body ${obeys('delivery/shared', 'delivery/alone')}`, async () => {
    const account = await createSubscribedAccount()
    account.emulator.faults.deliveries.next('mixed')
    account.emulator.simulate.customer.send({ text: 'a' })
    account.emulator.simulate.channel.setState(channelIds.vk, 'active')
    account.emulator.simulate.template.setStatus(templateIds.greeting, 'PAUSED')
    void account.emulator.simulate.contact.askFor({ chatType: 'vk', chatId: '1' })
    void account.emulator.simulate.deal.askFor({ contacts: ['contact-2'] })
    await send(account)
    await account.emulator.settled()
    expect(said(account)[0]).toEqual(['a', 'echo', 'sent', 'delivered'])
    expect(Object.keys(account.bodies()[0] ?? {})).toEqual(['messages', 'statuses'])
    expect(account.emulator.deliveries.map(({ kinds }) => kinds)).toEqual([
      ['messages', 'statuses'],
      ['channelsUpdates'],
      ['templateStatus'],
      ['createContact'],
      ['createDeal'],
    ])
    expect(account.emulator.faults.deliveries.struck[0]?.body.messages).toHaveLength(1)
    await write(account, 'b', 'c')
    expect(said(account).slice(5)).toEqual([['b'], ['c']])
  })

  it('mixed: each subscriber has its own body', async () => {
    const account = await createSubscribedAccount()
    const { emulator } = account
    await subscribe(emulator, { webhooksUri: 'https://example.com/sidecar', key: emulator.keys.sidecarKey })
    account.posts.length = 0
    emulator.faults.deliveries.next('mixed')
    await write(account, 'a', 'b')
    expect(account.posts.map(({ address }) => new URL(address).pathname)).toEqual(['/hook', '/sidecar', '/sidecar'])
    expect(said(account)).toEqual([['a', 'b'], ['a'], ['b']])
  })

  it(`burst: deliveries are posted at the same moment, without waiting for each other ${obeys('delivery/burst')}`, async () => {
    const answers: (() => void)[] = []
    const account = await createSubscribedAccount(
      { now: () => 0 },
      () => new Promise((resolve) => answers.push(() => resolve(new Response()))),
    )
    account.emulator.faults.deliveries.next('burst', { size: 3 })
    for (const text of ['a', 'b', 'c', 'd']) account.emulator.simulate.customer.send({ text })
    await expect.poll(() => said(account)).toEqual([['a'], ['b'], ['c']])
    answers[2]?.()
    await idle()
    expect(said(account)).toHaveLength(3)
    answers[0]?.()
    answers[1]?.()
    await expect.poll(() => said(account)).toHaveLength(4)
    answers[3]?.()
    await account.emulator.settled()
    expect(account.emulator.deliveries.map(({ fault }) => fault)).toEqual(['burst', undefined, undefined, undefined])
  })

  it('burst: is also posted when released, separately for each subscriber', async () => {
    const account = await createSubscribedAccount()
    const { emulator } = account
    await subscribe(emulator, { webhooksUri: 'https://example.com/sidecar', key: emulator.keys.sidecarKey })
    account.posts.length = 0
    const fault = emulator.faults.deliveries.next('burst', { size: 2 })
    await write(account, 'a')
    expect(account.posts.map(({ address }) => new URL(address).pathname)).toEqual(['/sidecar'])
    fault.release()
    await emulator.settled()
    expect(said(account)).toEqual([['a'], ['a']])
  })

  it('burst: does not include deliveries by emulator.deliver()', async () => {
    const account = await createSubscribedAccount()
    account.emulator.faults.deliveries.next('burst', { size: 2 })
    await write(account, 'a')
    await account.emulator.deliver({ messages: [{ text: 'by hand' }] })
    expect(said(account)).toEqual([['by hand']])
  })

  it('broken: has half of the JSON by default', async () => {
    const account = await createSubscribedAccount()
    account.emulator.faults.deliveries.next('broken')
    account.emulator.faults.deliveries.next('broken', { form: 'empty body' })
    await write(account, 'a', 'b', 'c')
    expect(account.posts.map(({ text }) => text.slice(0, 14))).toEqual(['{"messages":[{', '', '{"messages":[{'])
    expect(() => JSON.parse(account.posts[0]?.text ?? '')).toThrow(SyntaxError)
    expect(account.emulator.deliveries.map(({ fault, body }) => [fault, typeof body])).toEqual([
      ['broken', 'string'],
      ['broken', 'string'],
      [undefined, 'object'],
    ])
  })
})

describe('matching of delivery faults', () => {
  it('counts times, skips the first deliveries, and considers the kind', async () => {
    const account = await createSubscribedAccount()
    const fault = account.emulator.faults.deliveries.next('lost', { about: 'messages', after: 1, times: 2 })
    for (let i = 0; i < 4; i += 1) await send(account)
    await account.emulator.settled()
    expect(said(account).filter(([first]) => first === 'echo')).toHaveLength(2)
    expect(said(account).filter(([first]) => first === 'sent')).toHaveLength(4)
    expect(fault.struck).toBe(2)
  })

  it('ends after clear, of one fault or of all, and held deliveries remain held', async () => {
    const account = await createSubscribedAccount()
    const { faults } = account.emulator
    const fault = faults.deliveries.next('lost', { times: Infinity })
    await write(account, 'a')
    fault.clear()
    await write(account, 'b')
    faults.deliveries.next('late', { times: Infinity })
    await write(account, 'c')
    faults.deliveries.clear()
    await write(account, 'd')
    expect(said(account)).toEqual([['b'], ['d']])
    faults.deliveries.release()
    await account.emulator.settled()
    expect(said(account)).toEqual([['b'], ['d'], ['c']])
  })

  it('a mix draws its faults from its seed', async () => {
    async function draw(seed: number): Promise<string> {
      const account = await createSubscribedAccount({ now: () => 0 })
      account.emulator.faults.deliveries.mix({
        seed,
        probability: 0.4,
        about: 'messages',
        kinds: ['lost', { kind: 'broken', form: 'not json' }],
      })
      for (let i = 0; i < 100; i += 1) account.emulator.simulate.customer.send()
      await account.emulator.settled()
      return account.emulator.faults.deliveries.struck.map(({ kind }) => kind).join()
    }
    const first = await draw(1)
    expect(await draw(1)).toBe(first)
    expect(await draw(2)).not.toBe(first)
    expect(new Set(first.split(','))).toEqual(new Set(['lost', 'broken']))
  })

  it('each kind of the list strikes', async () => {
    for (const kind of deliveryFaultKinds) {
      const account = await createSubscribedAccount()
      const fault = account.emulator.faults.deliveries.mix({ probability: 1, kinds: [kind] })
      await send(account)
      expect(fault.struck).toBe(3)
    }
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { channelIds } from './account/entities/default-seed.ts'
import { createTestCommands, runHere, sendText as send, WAIT } from './testing/test-command.ts'

const { folder, receiver, run, serve } = createTestCommands()

describe('wazzup-emulator', () => {
  it('prints address, key and channels, serves requests, and stops on a signal', async () => {
    const { output, ended, url, stop } = await serve('--seed', 'demo')
    await expect.poll(output, WAIT).toContain(channelIds.maxbot)
    expect(output()).toContain('emulator-api-key')
    const headers = { authorization: 'Bearer emulator-api-key' }
    expect((await fetch(`${url}/v3/channels`, { headers })).status).toBe(200)
    await expect.poll(output, WAIT).toContain('GET /v3/channels 200')
    stop('SIGINT')
    expect(await ended).toBe(0)
  })

  it('gives messages new ids at each start, and the same ones with the same seed', async () => {
    const idOf = async (...args: string[]): Promise<string> => {
      const { url, stop } = await serve(...args)
      const body = JSON.stringify({ verb: 'simulate.customer.send', input: {} })
      const headers = { 'content-type': 'application/json' }
      const answer = await (await fetch(`${url}/_emulator/do`, { method: 'POST', headers, body })).text()
      stop('SIGKILL')
      return /"messageId":"([^"]+)"/.exec(answer)![1]!
    }
    expect(await idOf()).not.toBe(await idOf())
    expect(await idOf('--seed', 'demo')).toBe(await idOf('--seed', 'demo'))
  })

  it('prints everything as lines of JSON with --json', async () => {
    const { output, ended, url, stop } = await serve('--json')
    const hook = await receiver()
    await runHere('forward', hook.url, '--url', url)
    expect(await send(url, 'Hello')).toBe(201)
    await expect.poll(() => hook.got.length, WAIT).toBe(3)
    await expect.poll(() => output().match(/"event":"delivery"/g)?.length, WAIT).toBe(3)
    stop('SIGINT')
    expect(await ended).toBe(0)
    const lines = output()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines[0]).toMatchObject({ event: 'started', url, keys: { apiKey: 'emulator-api-key' } })
    expect(lines).toContainEqual(expect.objectContaining({ event: 'request', path: '/v3/message', status: 201 }))
    expect(lines.at(-1)).toEqual({ event: 'stopped' })
  })

  it.each([
    [['--port', 'many'], '--port must be a port'],
    [['--state'], "'--state <value>' argument missing"],
    [['--wrong'], "Unknown option '--wrong'"],
    [['serve'], 'There is no command serve'],
    [['trigger'], 'trigger <event>'],
    [['trigger', 'nothing'], 'There is no event nothing: one of customer.send'],
    [['trigger', 'reset', '--url', 'http://127.0.0.1:1'], 'No emulator responds at http://127.0.0.1:1'],
    [['forward', 'http://127.0.0.1:1/', '--only', 'everything'], '--only has no flag everything'],
    [['forward'], 'forward <address>'],
    [['replay', '/nowhere/log.jsonl'], 'cannot be read'],
  ])('%j fails with the reason', async (args, why) => {
    const { code, errors, output } = await runHere(...args)
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(why)
  })

  it('exits with code 1 and prints the reason on stderr when it fails', async () => {
    for (const args of [['--wrong'], ['trigger', 'nothing']]) expect(await run(...args)).toEqual(await runHere(...args))
  })

  it('prints which port is taken', async () => {
    const { url } = await serve()
    const port = new URL(url).port
    expect(await run('--port', port)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`Port ${port} is taken`),
    })
  })

  it('prints its help', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, output: expect.stringContaining('--state <file>') })
    expect(await runHere('trigger', '--help')).toMatchObject({
      code: 0,
      output: expect.stringContaining('customer.send'),
    })
    for (const args of [['-h'], ['help']])
      expect(await runHere(...args)).toMatchObject({ code: 0, output: expect.stringContaining('--state <file>') })
    for (const args of [
      ['--help', 'forward'],
      ['replay', 'log.jsonl', '-h'],
    ])
      expect(await runHere(...args)).toMatchObject({ code: 0, output: expect.stringContaining('--url <address>') })
  })
})

describe('a running emulator', () => {
  it('can be given before or after the command', async () => {
    const { url } = await serve()
    for (const args of [
      ['--url', url, 'trigger', 'customer.send'],
      [`--url=${url}`, 'trigger', 'customer.send'],
      ['trigger', '--url', url, 'customer.send'],
      ['trigger', 'customer.send', '--url', url],
    ])
      expect(await runHere(...args)).toMatchObject({ code: 0, output: expect.stringContaining('"inbound"') })
    const hook = await receiver()
    const forwarded = { code: 0, output: `Webhooks of ${url} go to ${hook.url}?key=[secret]\n` }
    expect(await runHere('--url', url, 'forward', `${hook.url}?key=canary`)).toMatchObject(forwarded)
    expect(
      await runHere('--only', 'messagesAndStatuses', '--url', url, 'forward', `${hook.url}?key=canary`),
    ).toMatchObject(forwarded)
    const log = join(folder(), 'log.jsonl')
    await writeFile(log, JSON.stringify({ event: 'delivery', kinds: [], body: { test: true } }))
    expect(await run('--url', url, 'replay', log)).toMatchObject({ code: 0, output: '1/1 by hand 200\n' })
    expect(await run('--to', hook.url, 'replay', log)).toMatchObject({ code: 0 })
  })

  it('receives a message of a customer and moves its clock by command', async () => {
    const { url } = await serve()
    const wrote = await run(
      'trigger',
      'customer.send',
      '--text',
      'Is it ready?',
      '--chatId',
      '79000000201',
      '--url',
      url,
    )
    expect(wrote.code).toBe(0)
    expect(JSON.parse(wrote.output)).toMatchObject({ text: 'Is it ready?', chatId: '79000000201', status: 'inbound' })
    const moved = await runHere('trigger', 'clock.advance', '--ms', '61000', `--url=${url}`)
    expect(JSON.parse(moved.output)).toEqual({ now: expect.any(Number) })
    const named = await runHere(
      'trigger',
      'simulate.customer.send',
      '--input',
      '{"from":{"name":"Eva","phone":"79000000555"}}',
      '--url',
      url,
    )
    expect(JSON.parse(named.output)).toMatchObject({ contact: { name: 'Eva' } })
    const set = ['settings.set', '--tariff', 'inbox', '--editingTime', '60000', '--deletionTime', 'unlimited']
    const settings = JSON.parse((await runHere('trigger', ...set, '--url', url)).output) as object
    expect(settings).toMatchObject({ tariff: 'inbox', editingTime: 60_000, deletionTime: 'unlimited' })
    expect(await runHere('trigger', 'clock.advance', '--ms', 'soon', '--url', url)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('ms'),
    })
    expect(await runHere('trigger', 'clock.advance', '--url', url)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('ms'),
    })
  })

  it('forwards deliveries, and replays logged ones to its own address or any other', async () => {
    const log = join(folder(), 'log.jsonl')
    const { url, output, stop, ended } = await serve('--json')
    const hook = await receiver()
    const forwarded = await runHere('forward', hook.url, '--only', 'messagesAndStatuses', '--url', url)
    expect(forwarded).toMatchObject({ code: 0, output: `Webhooks of ${url} go to ${hook.url}\n` })
    for (const text of ['one', 'two']) await runHere('trigger', 'customer.send', '--text', text, '--url', url)
    await runHere('trigger', 'channel.setState', '--channelId', channelIds.vk, '--state', 'qr', '--url', url)
    await expect.poll(() => output().match(/"event":"delivery"/g)?.length, WAIT).toBe(2)
    await writeFile(log, output())
    const posted = hook.got.map(({ text }) => text)

    expect(await run('replay', log, '--url', url)).toMatchObject({
      code: 0,
      output: '1/2 messages 200\n2/2 messages 200\n',
    })
    expect(hook.got.slice(2).map(({ text }) => text)).toEqual(posted)
    stop('SIGINT')
    await ended

    const other = await receiver((_, response) => void response.writeHead(503).end())
    const failed = await run('replay', log, '--to', other.url, '--bearer', 'crm-key')
    expect(failed).toMatchObject({ code: 1, output: '1/2 messages 503\n2/2 messages 503\n' })
    expect(failed.errors).toBe('2 of 2 did not get the response 200\n')
    expect(other.got).toEqual(posted.map((text) => ({ text, authorization: 'Bearer crm-key' })))
  })
})

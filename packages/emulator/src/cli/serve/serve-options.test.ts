import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { channelIds } from '../../account/entities/default-seed.ts'
import { optionsAlone, optionsWithValue } from '../options.ts'
import { createTestCommands, runHere, sendText, WAIT } from '../../testing/test-command.ts'

const { folder, receiver, run, serve, start } = createTestCommands()

interface State {
  now: number
  channels: { channelId: string; transport: string; state: string }[]
  templates: { title: string }[]
  settings: { tariff: string }
}

async function stateOf(url: string, headers: Record<string, string> = {}): Promise<State> {
  return (await (await fetch(`${url}/_emulator/state`, { headers })).json()) as State
}

async function writeAccount(name: string, account: object): Promise<string> {
  const path = join(folder(), `${name}.json`)
  await writeFile(path, JSON.stringify(account))
  return path
}

describe('options of the account', () => {
  it('are the keys, the channels, the clock and the rate limit', async () => {
    const account = ['--api-key', 'key-of-mine', '--crm-key', 'crm-key', '--channels', 'tgapi,whatsapp']
    const limits = ['--rate-limit', 'off', '--log-limit', '2', '--now', '2026-01-15T12:00:00Z', '--clock', 'stopped']
    const { url } = await serve(...account, ...limits)
    const { now, channels } = await stateOf(url)
    expect(now).toBe(Date.UTC(2026, 0, 15, 12))
    expect(channels.map(({ transport }) => transport)).toEqual(['whatsapp', 'tgapi'])
    expect(await sendText(url, 'Hello')).toBe(401)
    const statuses = await Promise.all(Array.from({ length: 510 }, () => sendText(url, 'Hello', 'key-of-mine')))
    expect(new Set(statuses)).toEqual(new Set([201]))
    expect((await fetch(`${url}/_emulator/log/request/509`)).status).toBe(404)
    expect((await fetch(`${url}/_emulator/log/request/511`)).status).toBe(200)
    const hook = await receiver()
    await runHere('forward', hook.url, '--url', url)
    await runHere('trigger', 'customer.send', '--url', url)
    await expect.poll(() => hook.got.map(({ authorization }) => authorization), WAIT).toEqual(['Bearer crm-key'])
  })

  it('are absent when their value is empty, as that of a variable that is not set', async () => {
    const empty = [
      'host',
      'token',
      'account',
      'api-key',
      'crm-key',
      'channels',
      'rate-limit',
      'log-limit',
      'seed',
      'now',
    ]
    const { url, output } = await serve(...empty.flatMap((name) => [`--${name}`, '']), '--clock=', '--state=')
    expect(output()).toContain('emulator-api-key')
    expect((await stateOf(url)).channels).toHaveLength(10)
    expect(await sendText(url, 'Hello')).toBe(201)
    const { output: said, errors } = start('--port', '')
    // Another emulator of this machine may have the default port.
    await expect.poll(() => said() + errors(), WAIT).toMatch(/127\.0\.0\.1:4324|Port 4324 is taken/)
  })

  it('can move a clock that runs from another time', async () => {
    const { url } = await serve('--now', '2026-01-15T12:00:00Z')
    const first = await stateOf(url)
    await expect.poll(async () => (await stateOf(url)).now).toBeGreaterThan(first.now)
    expect(new Date(first.now).toISOString()).toMatch(/^2026-01-15T12:0/)
  })

  it('can be in a file', async () => {
    const state = join(folder(), 'state.json')
    const path = await writeAccount('shop', {
      apiKey: 'key-of-mine',
      crmKey: 'crm-key',
      tariff: 'pro',
      seed: 'shop',
      state,
      now: '2026-01-15T12:00:00Z',
      clock: 'stopped',
      channels: [{ channelId: channelIds.whatsapp, transport: 'whatsapp' }],
      templates: [
        {
          templateGuid: '70000000-0000-4000-8000-000000000009',
          title: 'Mine',
          name: 'mine',
          status: 'APPROVED',
          category: 'UTILITY',
          language: 'en',
          templateCode: '@template: 70000000-0000-4000-8000-000000000009 { }',
          components: [{ type: 'BODY', text: 'Hi' }],
        },
      ],
      users: [{ id: 'user-9', name: 'Zoe' }],
    })
    const { url, stop, ended } = await serve('--account', path)
    const { now, channels, templates, settings } = await stateOf(url)
    expect([now, settings.tariff, templates]).toEqual([
      Date.UTC(2026, 0, 15, 12),
      'pro',
      [expect.objectContaining({ title: 'Mine' })],
    ])
    expect(channels).toMatchObject([{ channelId: channelIds.whatsapp, transport: 'whatsapp', state: 'active' }])
    expect(await sendText(url, 'Hello', 'key-of-mine')).toBe(201)
    stop('SIGTERM')
    expect(await ended).toBe(0)
    expect(JSON.parse(await readFile(state, 'utf8'))).toMatchObject({
      seed: 'shop',
      ledger: [{ text: 'Hello' }],
      state: { crmKey: 'crm-key', users: [['user-9', { name: 'Zoe' }]] },
    })
  })

  it('can be of several accounts on one port, with their names and addresses in the output', async () => {
    const state = join(folder(), 'state.json')
    const moscow = await writeAccount('moscow', { state })
    const omsk = await writeAccount('any', { name: 'omsk', apiKey: 'key-of-omsk' })
    const perm = await writeAccount('perm', { port: 0 })
    const running = start('--port', '0', '--account', moscow, '--account', omsk, '--account', perm)
    await expect.poll(running.output, WAIT).toMatch(/\[perm\] .*maxbot/)
    const urlOf = (name: string): string =>
      new RegExp(`\\[${name}\\] Wazzup emulator at (\\S+)`).exec(running.output())![1]!
    const { origin } = new URL(urlOf('omsk'))
    expect(['moscow', 'omsk', 'perm'].map(urlOf)).toEqual([
      `${origin}/accounts/moscow`,
      `${origin}/accounts/omsk`,
      `${origin}/accounts/perm`,
    ])
    expect(await sendText(origin, 'Hello', 'moscow-api-key')).toBe(201)
    expect(await sendText(origin, 'Hello', 'key-of-omsk')).toBe(201)
    await expect.poll(running.output, WAIT).toContain('[omsk] POST /v3/message 201')
    const hook = await receiver()
    expect(await runHere('forward', hook.url, '--url', urlOf('omsk'))).toMatchObject({ code: 0 })
    expect(await runHere('trigger', 'customer.send', '--url', urlOf('moscow'))).toMatchObject({ code: 0 })
    expect(await runHere('trigger', 'customer.send', '--url', urlOf('omsk'))).toMatchObject({ code: 0 })
    await expect.poll(running.output, WAIT).toContain('[omsk]   webhook messages')
    expect(hook.got).toHaveLength(1)
    expect(await runHere('trigger', 'reset', '--url', origin)).toMatchObject({
      code: 1,
      errors: `Several accounts use this port: begin the path with /accounts/moscow or /accounts/omsk or /accounts/perm\n`,
    })
    running.stop('SIGTERM')
    expect(await running.ended).toBe(0)
    expect(JSON.parse(await readFile(state, 'utf8'))).toMatchObject({ ledger: [{ text: 'Hello' }] })
  })

  it('can be of several accounts on ports of their own', async () => {
    const one = await serve()
    const taken = Number(new URL(one.url).port)
    const paths = [await writeAccount('moscow', {}), await writeAccount('omsk', { port: taken })]
    const { code, errors, output } = await run('--port', '0', ...paths.flatMap((path) => ['--account', path]))
    expect([code, errors]).toEqual([
      1,
      `Port ${taken} is taken: choose another one with --port, or --port 0 for a free one\n`,
    ])
    expect(output).toContain('[moscow] Wazzup emulator at http://127.0.0.1:')
  })
})

describe('wrong options', () => {
  it.each([
    [['--now', 'soon'], '--now must be a time'],
    [['--clock', 'slow'], '--clock must be running or stopped'],
    [['--channels', 'whatsapp,icq'], '--channels has no transport icq; use whatsapp'],
    [['--rate-limit', '5'], '--rate-limit must be off'],
    [['--log-limit', '0'], '--log-limit must be a number or off'],
    [
      ['--host', '0.0.0.0'],
      '--host 0.0.0.0 lets other machines use the emulator: add --token <text>, or --unprotected',
    ],
    [['--token', 'a-long-token', '--unprotected'], 'either --token or --unprotected'],
    [['--account', '/nowhere.json'], '/nowhere.json cannot be read'],
  ])('%j end with code 1 and the reason', async (args, why) => {
    const { code, errors, output } = await runHere('--port', '0', ...args)
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(why)
  })

  it.each([
    [['--host', 'nowhere.invalid', '--unprotected'], '"nowhere.invalid" is not an address of this machine'],
    [['--token', 'short'], 'The token must have 8 to 200'],
  ])('%j end with code 1 and the reason when it starts to listen', async (args, why) => {
    const { code, errors, output } = await run('--port', '0', ...args)
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(why)
  })

  it('of a file are all named', async () => {
    const path = await writeAccount('wrong', {
      apikey: 'x',
      tariff: 'cheap',
      now: 'soon',
      channels: [{ transport: 'whatsapp' }],
    })
    const { code, errors } = await runHere('--account', path)
    expect(code).toBe(1)
    expect(errors).toContain('apikey: there is no such field; there are name, port, ')
    expect(errors).toContain('channels.0.channelId is missing')
    expect(errors).toContain('now: A time, for example')
    expect(errors).toContain('tariff: ')
  })

  it('of several accounts are those that belong to one', async () => {
    const paths = [await writeAccount('a', {}), await writeAccount('b', { name: 'a' })]
    const both = paths.flatMap((path) => ['--account', path])
    expect((await runHere(...both, '--api-key', 'x')).errors).toContain('--api-key belongs to one account')
    expect((await runHere(...both)).errors).toContain('Two accounts have the name "a"')
    const odd = [await writeAccount('a', {}), await writeAccount('b b', {})].flatMap((path) => ['--account', path])
    expect((await run('--port', '0', ...odd)).errors).toContain('The account "b b" needs a name of up to 63 letters')
  })
})

it('a token protects the control API, and the other commands send it', async () => {
  const { url } = await serve('--host', '0.0.0.0', '--token', 'a-long-token')
  expect((await fetch(`${url}/_emulator/health`)).status).toBe(200)
  expect((await fetch(`${url}/_emulator/state`)).status).toBe(401)
  expect((await stateOf(url, { authorization: 'Bearer a-long-token' })).channels).toHaveLength(10)
  const rejected = await runHere('trigger', 'customer.send', '--url', url)
  expect([rejected.code, rejected.errors]).toEqual([1, `The emulator at ${url} needs its token: use --token\n`])
  expect((await runHere('trigger', 'customer.send', '--url', url, '--token', 'a-long-token')).code).toBe(0)
  expect((await runHere('--token', 'a-long-token', 'forward', 'http://127.0.0.1:1/', '--url', url)).code).toBe(0)
})

it('the help has every option', async () => {
  const { output } = await runHere('--help')
  const known = [...optionsWithValue, ...optionsAlone].filter((option) => option.startsWith('--'))
  expect(known.filter((option) => !output.includes(`${option} `))).toEqual([])
})

it('prints the version, and the help of each command with the fields of each event', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(await run('--version')).toMatchObject({ code: 0, output: `${version}\n` })
  expect(await runHere('-v')).toMatchObject({ code: 0, output: `${version}\n` })
  const forward = await runHere('forward', '--help')
  expect(forward.output).toContain('--only <flags>')
  expect(forward.output).not.toContain('--state')
  expect((await runHere('help', 'replay')).output).toContain('--bearer <crmKey>')
  const trigger = await runHere('trigger', '--help')
  expect(trigger.output).toContain('clock.advance\n  --ms <number>  (needed)\n')
})

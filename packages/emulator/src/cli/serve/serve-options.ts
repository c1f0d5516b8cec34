import { parseArgs } from 'node:util'
import { defaultSeed } from '../../account/entities/default-seed.ts'
import type { EmulatorOptions, ListenOptions } from '../../emulator/emulator.ts'
import { isLoopback } from '../../server/host-check.ts'
import { readAccountFile, type AccountFile } from './account-file.ts'
import { DEFAULT_PORT, serveOptions, withoutEmpty } from '../options.ts'

/** One account that the command serves. */
export interface ServedAccount {
  options: EmulatorOptions
  listen: ListenOptions & { port: number }
  state?: string | undefined
}

type Values = ReturnType<typeof readValues>

function readValues(args: readonly string[]) {
  return withoutEmpty(parseArgs({ args: [...args], options: serveOptions }).values, serveOptions)
}

function readPort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port must be a port, not "${text}"`)
  return port
}

function readAccess({ host = '127.0.0.1', token, unprotected }: Values): Pick<ListenOptions, 'host' | 'access'> {
  const given = token ?? (process.env.WAZZUP_EMULATOR_TOKEN || undefined)
  if (unprotected && token !== undefined) throw new Error('Use either --token or --unprotected')
  if (unprotected) return { host, access: 'everyone' }
  if (given === undefined && !isLoopback(host))
    throw new Error(`--host ${host} lets other machines use the emulator: add --token <text>, or --unprotected`)
  return { host, access: given === undefined ? 'this machine' : { token: given } }
}

function readTime(text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isNaN(time)) throw new Error(`--now must be a time, for example 2026-01-15T12:00:00Z, not "${text}"`)
  return time
}

/** Returns a source of time that starts at this moment. */
function sourceOf(start: number | undefined, clock: 'running' | 'stopped'): (() => number) | undefined {
  if (clock === 'stopped') return () => start ?? startedAt
  if (start === undefined) return undefined
  return () => start + (Date.now() - startedAt)
}
const startedAt = Date.now()

function readClock(text: string | undefined): 'running' | 'stopped' | undefined {
  if (text === undefined || text === 'running' || text === 'stopped') return text
  throw new Error(`--clock must be running or stopped, not "${text}"`)
}

/** Returns the default channels of these transports, and the messages in them. */
function pickChannels(list: string): Pick<EmulatorOptions, 'channels' | 'incoming'> {
  const wanted = list.split(',').map((name) => name.trim())
  const known = defaultSeed.channels.map(({ transport }) => transport)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`--channels has no transport ${unknown}; use ${known.join(', ')}`)
  const channels = defaultSeed.channels.filter(({ transport }) => wanted.includes(transport))
  const ids = channels.map(({ channelId }) => channelId)
  return { channels, incoming: defaultSeed.incoming.filter(({ channelId }) => ids.includes(channelId)) }
}

function readLogLimit(text: string): EmulatorOptions['logLimit'] {
  if (text === 'off') return 'off'
  const records = Number(text)
  if (!Number.isInteger(records) || records < 1) throw new Error(`--log-limit must be a number or off, not "${text}"`)
  return { records }
}

/** Options of the command line that belong to one account. */
const accountOptions = ['seed', 'api-key', 'crm-key', 'channels', 'now', 'clock', 'rate-limit', 'state'] as const

function optionsOf(values: Values, file: Partial<AccountFile>, account: string | undefined): EmulatorOptions {
  const limit = values['rate-limit']
  if (limit !== undefined && limit !== 'off') throw new Error(`--rate-limit must be off, not "${limit}"`)
  const { name: _name, port: _port, state: _state, now, clock, ...rest } = file
  const start = values.now === undefined ? now : readTime(values.now)
  const channels = values.channels === undefined ? {} : pickChannels(values.channels)
  return {
    // The schema of the file has checked the fields that a wrong value would break.
    ...(rest as EmulatorOptions),
    account,
    ...channels,
    ...(values.seed !== undefined && { seed: values.seed }),
    ...(values['api-key'] !== undefined && { apiKey: values['api-key'] }),
    ...(values['crm-key'] !== undefined && { crmKey: values['crm-key'] }),
    ...(limit !== undefined && { rateLimit: limit }),
    ...(values['log-limit'] !== undefined && { logLimit: readLogLimit(values['log-limit']) }),
    now: sourceOf(start, readClock(values.clock) ?? clock ?? 'running'),
    contentFetch: values['fetch-files'] ? globalThis.fetch : undefined,
  }
}

/** Reads the command line and the account files. */
export async function readServeOptions(
  args: readonly string[],
): Promise<{ accounts: ServedAccount[]; output: 'text' | 'json' }> {
  const values = readValues(args)
  const port = readPort(values.port)
  const access = readAccess(values)
  const files = await Promise.all((values.account ?? []).map(readAccountFile))
  const own = accountOptions.find((name) => values[name] !== undefined)
  if (files.length > 1 && own !== undefined)
    throw new Error(`--${own} belongs to one account: write it into the files of --account`)
  const names = files.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`Two accounts have the name "${twice}": give one of them another "name"`)
  const accounts = (files.length === 0 ? [{} as Partial<AccountFile>] : files).map((file) => ({
    options: optionsOf(values, file, files.length > 1 ? file.name : undefined),
    listen: { ...access, port: file.port ?? port },
    state: values.state ?? file.state,
  }))
  return { accounts, output: values.json ? 'json' : 'text' }
}

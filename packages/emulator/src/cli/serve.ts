import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { DeliveryRecord } from '../webhooks/delivery-log.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator } from '../emulator/emulator.ts'
import type { RequestRecord } from '../api/request-log.ts'
import { DEFAULT_PORT } from './running-emulator.ts'
import { keepStateFile, readStateFile } from './state-file.ts'
import { say, whenStopped } from './terminal.ts'

/** How things are told: to people, or as lines of JSON. */
interface Voice {
  started(emulator: Emulator, url: string): void
  request(record: RequestRecord): void
  delivery(record: DeliveryRecord): void
  stopped(): void
}

const forPeople: Voice = {
  started(emulator, url) {
    const { apiKey, sidecarKey, partnerKey } = emulator.keys
    say(`Wazzup emulator at ${url} (in a browser you are the customer)`)
    say(`  apiKey      ${apiKey}`)
    say(`  sidecarKey  ${sidecarKey}`)
    say(`  partnerKey  ${partnerKey}`)
    say('  channels')
    for (const { channelId, transport } of emulator.state.channels.values()) say(`    ${channelId}  ${transport}`)
  },
  request({ method, path, status, fault }) {
    say(`${method} ${path} ${status ?? 'connection broken'}${fault ? ` (${fault})` : ''}`)
  },
  delivery({ url, kinds, response, milliseconds, fault }) {
    const end = response ? response.status : 'no response'
    say(`  webhook ${kinds.join(', ')} to ${url} ${end} (${[`${milliseconds} ms`, fault].filter(Boolean).join(', ')})`)
  },
  stopped() {},
}

const tell = (event: string, fields: object): void => say(JSON.stringify({ event, ...fields }))

const forPrograms: Voice = {
  started: ({ keys, state }, url) => tell('started', { url, keys, channels: [...state.channels.values()] }),
  request: (record) => tell('request', record),
  delivery: (record) => tell('delivery', record),
  stopped: () => tell('stopped', {}),
}

function readPort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port must be a port, not "${text}"`)
  return port
}

async function listen(emulator: Emulator, port: number): Promise<ListeningEmulator> {
  return emulator.listen(port).catch((error: unknown) => {
    if ((error as { code?: string | undefined }).code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${port} is taken: choose another one with --port, or 0 for any`, { cause: error })
  })
}

/** Runs an emulator until it is stopped. */
export async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      state: { type: 'string' },
      'fetch-files': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const voice = values.json ? forPrograms : forPeople
  const port = readPort(values.port)
  const saved = values.state === undefined ? undefined : await readStateFile(values.state)
  if (saved && values.seed !== undefined && values.seed !== saved.seed)
    throw new Error(`${values.state} goes on from the seed "${saved.seed}": leave --seed out, or name another file`)
  const emulator = createEmulator({
    // A bot that runs on remembers by their ids which messages it has answered: it must not meet the same ids again.
    seed: values.seed ?? randomUUID(),
    saved,
    contentFetch: values['fetch-files'] ? globalThis.fetch : undefined,
  })
  const finish = values.state === undefined ? undefined : await keepStateFile(values.state, emulator)
  const server = await listen(emulator, port)
  voice.started(emulator, server.url)
  emulator.watch(voice.request)
  emulator.watchDeliveries(voice.delivery)
  await new Promise<void>(whenStopped)
  await server.close()
  await finish?.()
  voice.stopped()
}

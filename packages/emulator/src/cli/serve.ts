import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { DeliveryRecord } from '../webhooks/delivery-log.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator } from '../emulator/emulator.ts'
import type { RequestRecord } from '../api/request-log.ts'
import { describeFailure } from '../webhooks/post-failure.ts'
import { DEFAULT_PORT } from './running-emulator.ts'
import { openStateFile } from './state-file.ts'
import { say, whenStopped } from './terminal.ts'

/** How events are printed: as text, or as lines of JSON. */
interface Printer {
  started(emulator: Emulator, url: string): void
  request(record: RequestRecord): void
  delivery(record: DeliveryRecord): void
  stopped(): void
}

const asText: Printer = {
  started(emulator, url) {
    const { apiKey, sidecarKey, partnerKey } = emulator.keys
    say(`Wazzup emulator at ${url} (in a browser you are the customer)`)
    say(`  apiKey      ${apiKey}`)
    say(`  sidecarKey  ${sidecarKey}`)
    say(`  partnerKey  ${partnerKey}`)
    say('  channels')
    for (const { channelId, transport } of emulator.state.channels.values()) say(`    ${channelId}  ${transport}`)
  },
  request({ method, path, status, fault, pingFailure }) {
    const notes = [fault, pingFailure && `test ping: ${describeFailure(pingFailure)}`].filter(Boolean).join(', ')
    say(`${method} ${path} ${status ?? 'connection broken'}${notes && ` (${notes})`}`)
  },
  delivery({ url, kinds, response, failure, milliseconds, fault }) {
    const end = response?.status ?? (failure ? describeFailure(failure) : 'no response')
    say(`  webhook ${kinds.join(', ')} to ${url} ${end} (${[`${milliseconds} ms`, fault].filter(Boolean).join(', ')})`)
  },
  stopped() {},
}

const tell = (event: string, fields: object): void => say(JSON.stringify({ event, ...fields }))

const asJson: Printer = {
  started: ({ keys, state }, url) =>
    tell('started', { url, pid: process.pid, keys, channels: [...state.channels.values()] }),
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
    throw new Error(`Port ${port} is taken: choose another one with --port, or --port 0 for a free one`, {
      cause: error,
    })
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
  const printer = values.json ? asJson : asText
  const port = readPort(values.port)
  // Before the start, so that a signal while it starts ends it cleanly too.
  const stopped = new Promise<void>(whenStopped)
  const file = values.state === undefined ? undefined : await openStateFile(values.state)
  try {
    const saved = file?.saved
    if (saved && values.seed !== undefined && values.seed !== saved.seed)
      throw new Error(`${values.state} continues the seed "${saved.seed}": leave --seed out, or use another file`)
    const emulator = createEmulator({
      // A running bot remembers the ids of messages to which it has replied, so it must not get the same ids again.
      seed: values.seed ?? randomUUID(),
      saved,
      contentFetch: values['fetch-files'] ? globalThis.fetch : undefined,
    })
    const finish = await file?.keep(emulator)
    const server = await listen(emulator, port)
    printer.started(emulator, server.url)
    emulator.watch(printer.request)
    emulator.watchDeliveries(printer.delivery)
    await stopped
    await server.close()
    await finish?.()
    printer.stopped()
  } finally {
    await file?.close()
  }
}

#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { createEmulator } from './emulator.ts'
import type { RequestRecord } from './requests.ts'

const usage = `wazzup-emulator: a Wazzup24 API v3 on this machine

  --port <number>   port on 127.0.0.1 (4324)
  --seed <text>     all ids follow from it (wazzup-kit)
  --help            this text`

const DEFAULT_PORT = 4324

function describeRequest({ method, path, status, fault }: RequestRecord): string {
  return `${method} ${path} ${status ?? 'connection broken'}${fault ? ` (${fault})` : ''}`
}

function readPort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port must be a port, not "${text}"`)
  return port
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(usage)

  const emulator = createEmulator({ seed: values.seed })
  const server = await emulator.listen(readPort(values.port))
  const channels = [...emulator.state.channels.values()]
  console.log(`Wazzup emulator at ${server.url}`)
  console.log(`  apiKey      ${emulator.keys.apiKey}`)
  console.log(`  sidecarKey  ${emulator.keys.sidecarKey}`)
  console.log(`  partnerKey  ${emulator.keys.partnerKey}`)
  console.log('  channels')
  for (const { channelId, transport } of channels) console.log(`    ${channelId}  ${transport}`)
  emulator.watch((request) => console.log(describeRequest(request)))

  const stop = (): void => void server.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

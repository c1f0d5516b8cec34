import { createEmulator } from '@wazzup-kit/emulator'
import { expect, onTestFinished, test } from 'vitest'
import { describeHost } from './contract.ts'
import { fastifyHosts } from './hosts/fastify.ts'
import { post } from './post.ts'

for (const host of fastifyHosts) describeHost(host)

test.each<{ type: string; headers: Record<string, string>; status: number }>([
  { type: 'none', headers: {}, status: 200 },
  { type: 'application/octet-stream', headers: { 'content-type': 'application/octet-stream' }, status: 200 },
  // Fastify's own rejection, before any parser.
  { type: ';;', headers: { 'content-type': ';;' }, status: 415 },
])('Fastify without its parsers responds to the content type $type with $status', async ({ headers, status }) => {
  const emulator = createEmulator()
  const host = await fastifyHosts[0]!.start({ baseUrl: 'http://127.0.0.1:1', apiKey: emulator.keys.apiKey })
  onTestFinished(() => host.stop())
  const body = JSON.stringify({ test: true })
  expect(await post(host.urlOf('open'), { headers, body })).toMatchObject({ status })
})

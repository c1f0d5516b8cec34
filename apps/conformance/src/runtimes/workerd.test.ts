import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from './bundle.ts'
import { describeCoreContract } from './core-contract.ts'

let workerd: Miniflare

beforeAll(async () => {
  const script = await bundle('./worker-entry.ts', 'esm', ['workerd', 'worker'])
  workerd = new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01' })
  await workerd.ready
})
afterAll(() => workerd.dispose())

async function order(act: string, options: object, channelId: string): Promise<unknown> {
  const body = JSON.stringify({ act, options, channelId })
  const response = await workerd.dispatchFetch('http://worker.example/', { method: 'POST', body })
  return ((await response.json()) as { result: unknown }).result
}

describeCoreContract('workerd', order)

test('one client serves many requests at once in workerd, also when the rate limiter makes them wait', async () => {
  const emulator = createEmulator()
  const server = await emulator.listen()
  try {
    const options = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
    const orders = Array.from({ length: 8 }, () => order('shared', options, channelIds.whatsapp))
    for (const sent of await Promise.all(orders)) expect(sent).toMatchObject({ repeated: false })
    expect(emulator.ledger).toHaveLength(8)
  } finally {
    await server.close()
  }
})

import { Miniflare } from 'miniflare'
import { afterAll, beforeAll } from 'vitest'
import { bundle } from './bundle.ts'
import { describeCoreContract } from './core-contract.ts'

let workerd: Miniflare

beforeAll(async () => {
  const script = await bundle('./worker-entry.ts', 'esm', ['workerd', 'worker'])
  workerd = new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01' })
  await workerd.ready
})
afterAll(() => workerd.dispose())

describeCoreContract('workerd', async (act, options, channelId) => {
  const body = JSON.stringify({ act, options, channelId })
  const response = await workerd.dispatchFetch('http://worker.example/', { method: 'POST', body })
  return ((await response.json()) as { result: unknown }).result
})

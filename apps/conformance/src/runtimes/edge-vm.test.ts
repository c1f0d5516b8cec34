import { EdgeVM } from '@edge-runtime/vm'
import { beforeAll } from 'vitest'
import { bundle } from './bundle.ts'
import { describeCoreContract } from './core-contract.ts'

let vm: EdgeVM

beforeAll(async () => {
  vm = new EdgeVM({ initialCode: await bundle('./edge-entry.ts', 'iife', ['edge-light', 'worker']) })
})

describeCoreContract("Vercel's edge VM", async (...order) => {
  // Passed as JSON, because objects of another realm are never equal.
  const json = await vm.evaluate<Promise<string>>(
    `runAct(...${JSON.stringify(order)}).then((result) => JSON.stringify({ result }))`,
  )
  return (JSON.parse(json) as { result: unknown }).result
})

import { test } from 'vitest'
import { explainMissing } from '../runtimes/find-runtime.ts'
import { describeHost } from './contract.ts'
import { bun } from './hosts/bun.ts'

if (bun) describeHost(bun)
else test.skip(`Bun ${explainMissing('bun')}`, () => {})

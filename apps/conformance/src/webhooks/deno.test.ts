import { test } from 'vitest'
import { explainMissing } from '../runtimes/find-runtime.ts'
import { describeHost } from './contract.ts'
import { deno } from './hosts/deno.ts'

if (deno) describeHost(deno)
else test.skip(`Deno ${explainMissing('deno')}`, () => {})

import { describeHost } from './contract.ts'
import { deno } from './hosts/deno.ts'

describeHost(deno)

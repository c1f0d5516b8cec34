import { describeHost } from './contract.ts'
import { bun } from './hosts/bun.ts'

describeHost(bun)

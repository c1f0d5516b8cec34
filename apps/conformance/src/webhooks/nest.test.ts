import { describeHost } from './contract.ts'
import { nestHosts } from './hosts/nest.ts'

for (const host of nestHosts) describeHost(host)

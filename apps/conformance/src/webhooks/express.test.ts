import { describeHost } from './contract.ts'
import { expressHosts } from './hosts/express.ts'

for (const host of expressHosts) describeHost(host)

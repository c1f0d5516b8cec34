import { describeHost } from './contract.ts'
import { vercelHosts } from './hosts/vercel.ts'

for (const host of vercelHosts) describeHost(host)

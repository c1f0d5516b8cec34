import { describeHost } from './contract.ts'
import { koaHosts } from './hosts/koa.ts'

for (const host of koaHosts) describeHost(host)

import { describeHost } from './contract.ts'
import { honoOnNode, honoOnWorkers } from './hosts/hono.ts'

describeHost(honoOnNode)
describeHost(honoOnWorkers)

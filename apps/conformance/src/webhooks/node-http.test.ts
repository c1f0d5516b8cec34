import { describeHost } from './contract.ts'
import { nodeHttp } from './hosts/node-http.ts'

describeHost(nodeHttp)

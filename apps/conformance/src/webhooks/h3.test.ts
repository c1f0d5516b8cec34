import { describeHost } from './contract.ts'
import { h3, h3InNodeHttp } from './hosts/h3.ts'

describeHost(h3)
describeHost(h3InNodeHttp)

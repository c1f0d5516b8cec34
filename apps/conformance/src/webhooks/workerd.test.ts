import { describeHost } from './contract.ts'
import { workerd } from './hosts/workerd.ts'

describeHost(workerd)

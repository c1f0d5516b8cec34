import { describeHost } from './contract.ts'
import { edgeVm } from './hosts/edge-vm.ts'

describeHost(edgeVm)

import { describeHost } from './contract.ts'
import { lambdaEvents, lambdaHosts } from './hosts/lambda.ts'

for (const host of [...lambdaHosts, lambdaEvents]) describeHost(host)

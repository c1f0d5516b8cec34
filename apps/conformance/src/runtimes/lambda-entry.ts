import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { callLikeApiGateway, type LambdaFunction } from './api-gateway.ts'

// Started with the file of a Lambda function. Calls its `main` with the events of an HTTP API, and listens at PORT.
const { main } = createRequire(import.meta.url)(process.argv[2]!) as { main: LambdaFunction }
createServer(callLikeApiGateway(main, '2.0')).listen(Number(process.env.PORT), '127.0.0.1')

import type { ServerResponse } from 'node:http'
import { createWebhooks } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import serverless from 'serverless-http'
import { expect, test } from 'vitest'
import { describeHost } from './contract.ts'
import { lambdaEvents, lambdaHosts } from './hosts/lambda.ts'

for (const host of [...lambdaHosts, lambdaEvents]) describeHost(host)

test('a response of serverless-http ends without an error', async () => {
  const ended: unknown[] = []
  const response = ({ errored }: ServerResponse) => ended.push(errored)
  const call = serverless(handler(createWebhooks({ secret: false })), { response })
  const event = { httpMethod: 'POST', path: '/wazzup', headers: {}, body: JSON.stringify({ test: true }) }
  expect(await call(event, {})).toMatchObject({ statusCode: 200 })
  expect(ended).toEqual([null])
})

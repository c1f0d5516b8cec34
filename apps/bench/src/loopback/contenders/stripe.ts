import Stripe from 'stripe'
import type { Contender } from '../contender.ts'

/** No messenger, but the SDK others are measured by; on `node:http` as it comes. */
export const contender: Contender = (origin) => {
  const { hostname, port } = new URL(origin)
  const client = new Stripe('sk_test_bench', { host: hostname, port: Number(port), protocol: 'http', telemetry: false })
  return async (name) => (await client.customers.create({ name })).id
}

import Stripe from 'stripe'
import type { Contender } from '../contender.ts'

/** Stripe's SDK, on `node:http` by default. Not a messenger, but a common reference for SDKs. */
export const contender: Contender = (origin) => {
  const { hostname, port } = new URL(origin)
  const client = new Stripe('sk_test_bench', { host: hostname, port: Number(port), protocol: 'http', telemetry: false })
  return async (name) => (await client.customers.create({ name })).id
}

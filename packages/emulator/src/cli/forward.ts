import { parseArgs } from 'node:util'
import { subscriptionFlags } from '@wazzup-kit/core/schemas'
import { hideInAddress } from '../secrets/address.ts'
import { forwardOptions, withoutEmpty } from './options.ts'
import { askRunning } from './running-emulator.ts'
import { say } from './terminal.ts'

function readFlags(only: string | undefined): Record<string, boolean> {
  const wanted = only?.split(',').map((flag) => flag.trim()) ?? [...subscriptionFlags]
  const unknown = wanted.find((flag) => !subscriptionFlags.some((known) => known === flag))
  if (unknown !== undefined) throw new Error(`--only has no flag ${unknown}; use ${subscriptionFlags.join(', ')}`)
  return Object.fromEntries(subscriptionFlags.map((flag) => [flag, wanted.includes(flag)]))
}

/** Subscribes an address without a ping, so that the app can be started later. */
export async function forward(args: readonly string[]): Promise<void> {
  const { values: given, positionals } = parseArgs({
    args: [...args],
    options: forwardOptions,
    allowPositionals: true,
  })
  const values = withoutEmpty(given, forwardOptions)
  const [webhooksUri, ...more] = positionals
  if (webhooksUri === undefined || more.length > 0) throw new Error('wazzup-emulator forward <address>')
  const subscriptions = readFlags(values.only)
  await askRunning(values, 'subscription.set', { webhooksUri, subscriptions })
  say(`Webhooks of ${values.url} go to ${hideInAddress(webhooksUri)}`)
}

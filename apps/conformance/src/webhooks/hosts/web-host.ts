import type { Sighting } from '../bot-under-test.ts'
import type { RunningHost } from '../contract.ts'

/** Returns a running host for a separate runtime that serves one of the entries at this URL. */
export function webHost(url: string, stop: () => Promise<void>): RunningHost {
  return {
    urlOf: (address) => (address === 'gateway' ? `${url}/api/wazzup` : `${url}/${address}`),
    takeSeen: async () => (await (await fetch(`${url}/seen`)).json()) as Sighting[],
    stop,
  }
}

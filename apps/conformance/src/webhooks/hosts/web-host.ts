import type { Sighting } from '../bot-under-test.ts'
import type { RunningHost } from '../contract.ts'

/** What a runtime of its own serves at an address of this machine, from one of the entries. */
export function webHost(url: string, stop: () => Promise<void>): RunningHost {
  return {
    urlOf: (address) => (address === 'gateway' ? `${url}/api/wazzup` : `${url}/${address}`),
    takeSeen: async () => (await (await fetch(`${url}/seen`)).json()) as Sighting[],
    stop,
  }
}

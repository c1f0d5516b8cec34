import { servedOf, type Served } from './served.ts'
import type { Emulator, ListeningEmulator, ListenOptions } from './emulator.ts'

/** Names are a part of an address, and of the default keys. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/i

function checkName(account: string | undefined, taken: ReadonlyMap<string, Served>): string {
  if (account === undefined) throw new Error('An emulator that listens together with others needs the option "account"')
  if (!NAME.test(account))
    throw new Error(`The account "${account}" needs a name of up to 63 letters, digits, hyphens and underscores`)
  if (taken.has(account)) throw new Error(`Two accounts have the name "${account}"`)
  return account
}

function checkKeys(name: string, { keys }: Emulator, taken: ReadonlyMap<string, Served>): void {
  for (const [other, { emulator }] of taken)
    for (const [kind, key] of Object.entries(keys))
      if (Object.values(emulator.keys).includes(key))
        throw new Error(`The accounts "${other}" and "${name}" have the same key: give one of them another "${kind}"`)
}

/**
 * Listens with several emulators on one port, each for another account. A call of the API goes to the account whose key
 * it has. Everything else has the address of the account before its path, `<url>/accounts/<account>`: the page and the
 * control API. The calls of the API may have it too.
 *
 * @example
 *   const emulators = ['moscow', 'omsk'].map((account) => createEmulator({ account }))
 *   const { url, close } = await listenTogether(emulators)
 *   const moscow = createWazzup({ apiKey: 'moscow-api-key', baseUrl: url })
 *
 * @param options - Number of the port, or options.
 * @default any free port
 * @throws When an emulator has no {@link EmulatorOptions.account}, and when two have the same one or the same key.
 */
export async function listenTogether(
  emulators: readonly Emulator[],
  options: number | ListenOptions = 0,
): Promise<ListeningEmulator> {
  const accounts = new Map<string, Served>()
  for (const emulator of emulators) {
    const name = checkName(emulator.account, accounts)
    checkKeys(name, emulator, accounts)
    accounts.set(name, servedOf(emulator))
  }
  if (accounts.size === 0) throw new Error('No emulator is given that could listen')
  const { listen } = await import('../server/listen.ts')
  return listen({ accounts, ...(typeof options === 'number' ? { port: options } : options) })
}

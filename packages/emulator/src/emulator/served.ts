import type { OwnAddress } from '../account/own-address.ts'
import type { Files } from '../account/files.ts'
import type { App } from '../server/app.ts'
import type { Unheard } from '../webhooks/unheard.ts'
import type { Emulator } from './emulator.ts'

/** The parts of an emulator that a server uses. */
export interface Served {
  readonly emulator: Emulator
  readonly app: App
  readonly address: OwnAddress
  readonly files: Files
  readonly unheard: Unheard
}

const created = new WeakMap<Emulator, Served>()

/** Remembers the parts of a created emulator. */
export function keepServed(served: Served): void {
  created.set(served.emulator, served)
}

/**
 * Returns the parts of an emulator.
 *
 * @throws When it was not created by `createEmulator` of this copy of the package.
 */
export function servedOf(emulator: Emulator): Served {
  const served = created.get(emulator)
  if (!served) throw new Error('Only emulators of createEmulator can listen; is the package installed twice?')
  return served
}

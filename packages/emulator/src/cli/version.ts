import { readFileSync } from 'node:fs'

/** Returns the version of this package. Its file is next to `dist`, or two folders above this source. */
export function readVersion(): string {
  for (const path of ['../package.json', '../../package.json'])
    try {
      const found = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as {
        name: string
        version: string
      }
      if (found.name === '@wazzup-kit/emulator') return found.version
    } catch {
      // Not this one.
    }
  throw new Error('The package.json of @wazzup-kit/emulator cannot be found')
}

import { readFileSync } from 'node:fs'

/** The version of a peer that this bench compares with, out of its own package.json. */
export function pinnedVersion(name: string): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> }
  return dependencies[name]!
}

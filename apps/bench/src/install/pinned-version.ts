import { readFileSync } from 'node:fs'

/** Returns the version of a dependency in the package.json of this benchmark. */
export function pinnedVersion(name: string): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> }
  return dependencies[name]!
}

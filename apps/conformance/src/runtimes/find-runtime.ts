import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Runtimes whose binary is an optional dependency. */
export type RuntimeName = 'bun' | 'deno'

const { resolve } = createRequire(import.meta.url)

/** The packages with the binary of each runtime, for Linux on x64 and on ARM, and the place of the binary in them. */
const packages: Readonly<Record<RuntimeName, readonly (readonly [name: string, binary: string])[]>> = {
  bun: [
    ['@oven/bun-linux-x64', 'bin/bun'],
    ['@oven/bun-linux-aarch64', 'bin/bun'],
  ],
  deno: [
    ['@deno/linux-x64-glibc', 'deno'],
    ['@deno/linux-arm64-glibc', 'deno'],
  ],
}

/** Returns the path of the runtime, or undefined where no package has a binary for this platform. */
export function findRuntime(name: RuntimeName): string | undefined {
  return packages[name].map(([from, binary]) => pathIn(from, binary)).find((path) => path !== undefined)
}

/** Returns why tests on a runtime are skipped. */
export function explainMissing(name: RuntimeName): string {
  const names = packages[name].map(([from]) => from).join(' or ')
  return `${name} is not tested on ${process.platform} ${process.arch}: ${names} is not installed`
}

function pathIn(name: string, binary: string): string | undefined {
  try {
    const path = join(dirname(resolve(`${name}/package.json`)), binary)
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

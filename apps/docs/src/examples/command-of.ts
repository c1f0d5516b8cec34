import { fileURLToPath } from 'node:url'
import { explainMissing, findRuntime } from '@wazzup-kit/conformance/find-runtime'
import type { Program } from './code-blocks.ts'

const nextServer = fileURLToPath(new URL('next-server.ts', import.meta.url))
const lambdaServer = fileURLToPath(import.meta.resolve('@wazzup-kit/conformance/lambda-entry'))

/** Kinds of programs that run as a process with PORT. */
export type ProcessKind = 'serve' | 'bun' | 'deno' | 'lambda' | 'next'

/** The permissions that docs/hono-h3-bun-deno.md names. */
const permissions = ['--allow-net', '--allow-env=WAZZUP_API_KEY,WAZZUP_BASE_URL,WAZZUP_SECRET,PORT']

/** Returns the command that runs a compiled program. Throws if its runtime is not installed. */
export function commandOf(kind: ProcessKind, file: string): readonly [string, ...string[]] {
  switch (kind) {
    case 'serve':
      return [process.execPath, file]
    // A route of Next.js does not listen by itself.
    case 'next':
      return [process.execPath, nextServer, file]
    case 'lambda':
      return [process.execPath, lambdaServer, file]
    case 'bun':
    case 'deno': {
      const runtime = findRuntime(kind)
      if (runtime === undefined) throw new Error(explainMissing(kind))
      return kind === 'bun' ? [runtime, file] : [runtime, 'run', ...permissions, file]
    }
  }
}

/** Returns why a program cannot run here. Bun and Deno are optional dependencies. */
export function missingRuntimeOf({ kind }: Program): string | undefined {
  return (kind === 'bun' || kind === 'deno') && findRuntime(kind) === undefined ? explainMissing(kind) : undefined
}

import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const entries = {
  // Published, `@wazzup-kit/nestjs` is JavaScript; here it has decorators too.
  'nest.ts': { platform: 'node', external: [/^(@nestjs\/|@wazzup-kit\/core$|rxjs|reflect-metadata)/] },
  'worker.ts': { platform: 'neutral', external: ['cloudflare:workers'] },
} as const

/**
 * Returns one JavaScript file for a source that Node cannot run by stripping types: `nest.ts` has decorators, and
 * `worker.ts` runs on another runtime and needs everything that it imports.
 */
export async function compile(entry: keyof typeof entries): Promise<string> {
  const { platform, external } = entries[entry]
  const input = fileURLToPath(new URL(entry, import.meta.url))
  const bundle = await rolldown({ input, platform, external: [...external] })
  try {
    const { output } = await bundle.generate({ codeSplitting: false })
    return output[0].code
  } finally {
    await bundle.close()
  }
}

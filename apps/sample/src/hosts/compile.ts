import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const entries = {
  // Bundled here, because its source in this repository has decorators. The published package is JavaScript.
  'nest.ts': { platform: 'node', external: [/^(@nestjs\/|@wazzup-kit\/(core|sqlite)($|\/)|rxjs|reflect-metadata)/] },
  'emulated-worker.ts': { platform: 'neutral', external: ['cloudflare:workers'] },
} as const

/**
 * Returns one JavaScript file for a source that Node cannot run by stripping types. `nest.ts` has decorators;
 * `emulated-worker.ts` runs on workerd, which gets one file with all of its imports.
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

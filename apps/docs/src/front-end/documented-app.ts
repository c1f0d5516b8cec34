import { readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Express } from 'express'
import { readPrograms } from '../examples/code-blocks.ts'
import { createScratch } from '../examples/scratch.ts'

const path = 'docs/receiving.md'
const documented = { app: 'https://app.example.com', desk: 'https://desk.example.com' }

const inOneFile = {
  bundle: true,
  write: false as const,
  target: 'es2022',
  mainFields: ['module', 'main'],
}

/** The two halves of the example on another origin, as `docs/receiving.md` prints them. */
export interface DocumentedApp {
  /** The gateway behind its mount point. */
  app: Express
  /** What a page loads: the client of the example as `desk`, and `createWazzup` for others. */
  script: string
}

/** Builds both, with nothing changed but the two origins, which are those of this test. */
export async function buildDocumentedApp(origins: typeof documented): Promise<DocumentedApp> {
  const text = await readFile(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8')
  const programs = readPrograms({ path, text }).programs.map((program) => ({
    ...program,
    text: program.text.replaceAll(documented.app, origins.app).replaceAll(documented.desk, origins.desk),
  }))
  const scratch = await createScratch(programs)
  const fileOf = (file: string): string => {
    const program = programs.find((each) => each.file === file)
    if (!program) throw new Error(`${path} has no ${file}`)
    return scratch.fileOf(program)
  }
  try {
    const server = `${fileOf('app-server.ts')}.mjs`
    const built = await build({
      ...inOneFile,
      entryPoints: [fileOf('app-server.ts')],
      format: 'esm',
      platform: 'node',
      external: ['express'],
    })
    await writeFile(server, built.outputFiles[0]!.text)
    const { app } = (await import(/* @vite-ignore */ pathToFileURL(server).href)) as { app: Express }
    const page = await build({
      ...inOneFile,
      stdin: { contents: pageScript, resolveDir: dirname(fileOf('desk-page.ts')), loader: 'ts' },
      format: 'iife',
      platform: 'browser',
    })
    return { app, script: page.outputFiles[0]!.text }
  } finally {
    await scratch.remove()
  }
}

/** `outcomeOf` makes of a call what can leave the page: its result, or all that its error says. */
const pageScript = `
import { createWazzup } from '@wazzup-kit/core'
import { wazzup as desk } from './desk-page.ts'

Object.assign(globalThis, {
  createWazzup,
  desk,
  outcomeOf: (call) => Promise.resolve().then(call).then(
    (result) => ({ result }),
    (error) => ({ error: { ...error, name: error.name, message: error.message } }),
  ),
})
`

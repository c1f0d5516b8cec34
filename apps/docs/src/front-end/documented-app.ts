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

/** Both parts of the example in `docs/receiving.md` with a page on another origin. */
export interface DocumentedApp {
  /** The app with the gateway. */
  app: Express
  /** The script of a page: it defines the example's client as `desk`, and `createWazzup` for other clients. */
  script: string
}

/** Builds both parts. Only the two origins are replaced, by those of the test. */
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

/** `outcomeOf` returns the result or error of a call as plain data, which can be passed out of the page. */
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

import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'

/** Names of the documents: the API of Wazzup, its webhooks, and the control API of the emulator. */
const documentNames = ['openapi.json', 'asyncapi.json', 'emulator.json'] as const

/** Folders of the documents: relative to the built library, or to the sources. */
const folders = ['../documents/', '../../../documents/'].map((path) => new URL(path, import.meta.url))

function readDocument(name: string): string {
  const folder = folders.find((url) => statSync(fileURLToPath(new URL(name, url)), { throwIfNoEntry: false }))
  if (!folder) throw new Error(`The package has no ${name}`)
  return readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')
}

/** Returns whether a path is that of a document. */
export const isDocument = (path: string): boolean => documentNames.some((name) => path === `/_emulator/${name}`)

/** Serves the documents that describe the APIs. */
export function serveDocuments(app: Hono): void {
  for (const name of documentNames)
    app.get(`/_emulator/${name}`, (context) =>
      context.body(readDocument(name), 200, { 'content-type': 'application/json; charset=utf-8' }),
    )
}

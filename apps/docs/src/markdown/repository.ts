import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from './page.ts'

/** Root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Reads a page by its path from the root of the repository. */
export function readPage(path: string): Page {
  return { path, text: readFileSync(`${root}${path}`, 'utf8') }
}

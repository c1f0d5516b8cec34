import { readFile } from 'node:fs/promises'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'

/** Returns the methods that the rows of a page call: `simulate.noun.verb(`, and after it `.verb(` of the same noun. */
function methodsIn(page: string): Set<string> {
  const rows = page.split('\n').filter((line) => line.startsWith('|'))
  return new Set(
    rows.flatMap((row) => {
      const [, noun] = /simulate\.(\w+)\./.exec(row) ?? []
      return [...row.matchAll(/[`\w]\.(\w+)\(/g)].map(([, verb]) => `${noun}.${verb}`)
    }),
  )
}

test('the page about tests has a row for every method of simulate', async () => {
  const page = await readFile(new URL('../../../../docs/testing.md', import.meta.url), 'utf8')
  const named = methodsIn(page)
  const methods = Object.entries(createEmulator().simulate).flatMap(([noun, verbs]) =>
    Object.keys(verbs as object).map((verb) => `${noun}.${verb}`),
  )
  expect(methods.length).toBeGreaterThan(15)
  expect(methods.filter((method) => !named.has(method))).toEqual([])
})

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { apiErrors, deliveryErrors, statusErrors } from '@wazzup-kit/core/errors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkTypes } from './examples/check-types.ts'
import { readPrograms } from './examples/code-blocks.ts'
import { missingRuntimeOf } from './examples/command-of.ts'
import { databaseOf } from './examples/database-of.ts'

import { listFiles } from './markdown/list-files.ts'
import { sentByAnother } from './examples/no-answer.ts'
import { anchorsOf, showsCode, type Page } from './markdown/page.ts'
import { runProgram } from './examples/run-program.ts'
import { serveProgram, stopsOnSignal } from './examples/serve-program.ts'
import { createScratch, type Scratch } from './examples/scratch.ts'
import { skipReason } from '@wazzup-kit/test-postgres'
import { printed } from './printed.ts'
import { findUnknownScripts, type Scripts } from './markdown/shell-blocks.ts'
import { testProgram } from './examples/test-program.ts'
import { testTogether } from './examples/test-together.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const paths = listFiles(root)
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')
const pages = paths.filter((path) => path.endsWith('.md')).map((path): Page => ({ path, text: read(path) }))

describe('the code of all documentation pages', () => {
  const readings = pages.filter(showsCode).map(readPrograms)
  const programs = readings.flatMap((reading) => reading.programs)
  let scratch: Scratch

  beforeAll(async () => {
    scratch = await createScratch(programs)
  })
  afterAll(() => scratch?.remove())

  test('is only in blocks of checked kinds', () => {
    expect(readings.flatMap(({ findings }) => findings)).toEqual([])
  })

  test('has no type errors', () => {
    expect(checkTypes(programs, scratch)).toEqual([])
  })

  test.for(programs.filter(({ kind }) => kind === 'run'))('runs without an error: $page:$line', async (program) => {
    const { output } = await runProgram(program, scratch)
    expect(output).not.toContain(root)
  })

  const kindsOfBots = ['serve', 'bun', 'deno', 'lambda', 'worker', 'vercel', 'next']
  const bots = programs.filter(({ kind }) => kindsOfBots.includes(kind))
  test.for(bots)('serves a bot that replies only to the text of a customer: $page:$line', async (program, { skip }) => {
    const database = databaseOf(program, programs)
    const missing = missingRuntimeOf(program) ?? (database === 'PostgreSQL' && skipReason ? skipReason : undefined)
    skip(missing !== undefined, missing)
    const { deliveries, ledger, stop } = await serveProgram(program, scratch, database)
    // The whole ledger: one reply to the text of a customer, and none to any other delivery.
    expect(ledger.map(({ text }) => text)).toEqual([sentByAnother, expect.stringMatching(/^You (wrote|said): Hello$/)])
    expect(deliveries.map(({ response }) => response?.status)).toEqual(deliveries.map(() => 200))
    expect(stop).toEqual(stopsOnSignal(program) ? { status: 200, ended: 0 } : undefined)
  })

  const tests = programs.filter(({ kind }) => kind === 'test')
  const recipes = tests.filter(({ page }) => page.startsWith('docs/recipes/'))
  const others = tests.filter((program) => !recipes.includes(program))
  test.for(others)('passes its tests: $page:$line', async (program) => {
    // Vitest prints another line if tests are skipped.
    expect(await testProgram(program, scratch)).toMatch(/^ +Tests +\d+ passed \(\d+\)$/m)
  })

  let results: ReturnType<typeof testTogether> | undefined
  test.for(recipes)('passes its tests: $page:$line', { timeout: 180_000 }, async (program, { task }) => {
    // With `-t`, the tests of other pages are skipped here, too.
    const runs = (task.suite?.tasks ?? []).filter(({ mode }) => mode === 'run').map(({ name }) => name)
    const wanted = recipes.filter(({ page, line }) => runs.some((name) => name.endsWith(`${page}:${line}`)))
    results ??= testTogether([program, ...wanted.filter((other) => other !== program)], scratch)
    const { passed, failures } = (await results)(program)
    expect(failures).toEqual([])
    expect(passed).toBeGreaterThan(0)
  })

  test('calls only scripts that exist', () => {
    const manifests = paths
      .filter((path) => /^((packages|apps)\/[^/]+\/)?package\.json$/.test(path))
      .map((path) => JSON.parse(read(path)) as { name: string; scripts?: Record<string, string> })
    const scripts: Scripts = new Map(manifests.map(({ name, scripts }) => [name, Object.keys(scripts ?? {})]))
    expect(pages.flatMap((page) => findUnknownScripts(page, scripts, 'wazzup-kit'))).toEqual([])
  })
})

test.each(Object.entries(printed))('%s is equal to the output of `pnpm docs:print`', (path, print) => {
  expect(read(path)).toBe(print())
})

test('docs/errors.md has a heading for every code and status, to which docUrl links', () => {
  const anchors = anchorsOf({ path: 'docs/errors.md', text: read('docs/errors.md') })
  const codes = [...Object.keys(apiErrors), ...Object.keys(deliveryErrors)].map((code) => code.toLowerCase())
  const statuses = Object.keys(statusErrors).map((status) => `http-${status}`)
  expect([...codes, ...statuses].filter((anchor) => !anchors.has(anchor))).toEqual([])
})

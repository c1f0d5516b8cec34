import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '@wazzup-kit/conformance/run-command'
import type { Program } from './code-blocks.ts'
import type { Scratch } from './scratch.ts'

const preload = fileURLToPath(new URL('only-loopback.ts', import.meta.url))

/** The report of Vitest, as JSON. */
interface Report {
  testResults: { name: string; message: string; assertionResults: { status: string; failureMessages: string[] }[] }[]
}

/** Result of the test file of a page. */
export interface TestResult {
  /** Number of tests that passed. */
  passed: number
  /** What failed, with the paths of pages. A test that did not run is one, too. */
  failures: string[]
}

/**
 * Runs the test files of one folder with one run of Vitest, because it takes longer to start than their tests. Resolves with a
 * function that returns the result of a file.
 */
export async function testTogether(
  programs: readonly [Program, ...Program[]],
  scratch: Scratch,
): Promise<(program: Program) => TestResult> {
  const folder = dirname(scratch.fileOf(programs[0]))
  const vitest = join(scratch.folder, 'node_modules/vitest/vitest.mjs')
  const report = join(scratch.folder, 'report.json')
  const files = programs.map((program) => basename(scratch.fileOf(program)))
  const options = ['--root', folder, '--maxWorkers=2', '--reporter=json', `--outputFile=${report}`]
  // Without the environment variables of the Vitest that runs this test.
  const env = { PATH: process.env.PATH, NO_COLOR: '1', NODE_OPTIONS: `--import ${preload}` }
  const command = [process.execPath, vitest, 'run', ...options, ...files] as const
  const complaint = await runCommand([...command], { folder, env }).then(String, (error: Error) => error.message)
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(scratch.nameByPage(complaint))
  })
  const { testResults } = JSON.parse(text) as Report
  return (program) => {
    const result = testResults.find(({ name }) => name === scratch.fileOf(program))
    const failed = result?.assertionResults.filter(({ status }) => status !== 'passed') ?? []
    const messages = [
      result ? result.message : 'Vitest did not run it',
      ...failed.map(({ status, failureMessages }) => failureMessages.join('\n') || status),
    ]
    return {
      passed: (result?.assertionResults.length ?? 0) - failed.length,
      failures: messages.filter((message) => message !== '').map(scratch.nameByPage),
    }
  }
}

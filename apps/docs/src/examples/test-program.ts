import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '@wazzup-kit/conformance/run-command'
import type { Program } from './code-blocks.ts'
import type { Scratch } from './scratch.ts'

const preload = fileURLToPath(new URL('only-loopback.ts', import.meta.url))

/**
 * Runs a test file of a page with Vitest, together with the other files of that page. Resolves with the output. Rejects
 * with page and line if a test fails or there is none.
 */
export async function testProgram(program: Program, scratch: Scratch): Promise<string> {
  const file = scratch.fileOf(program)
  const folder = dirname(file)
  const vitest = join(scratch.folder, 'node_modules/vitest/vitest.mjs')
  // Without the environment variables of the Vitest that runs this test.
  const env = { PATH: process.env.PATH, NO_COLOR: '1', NODE_OPTIONS: `--import ${preload}` }
  try {
    // A busy machine may take longer than the 5 seconds of Vitest.
    const command = [process.execPath, vitest, 'run', '--testTimeout=40000', '--root', folder, basename(file)] as const
    const { output } = await runCommand([...command], { folder, env, longest: 60_000 })
    return output
  } catch (error) {
    const { message } = error as Error
    throw new Error(`${program.page}:${program.line}: ${scratch.nameByPage(message)}`, { cause: error })
  }
}

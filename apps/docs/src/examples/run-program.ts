import { createEmulator, type LedgerEntry } from '@wazzup-kit/emulator'
import { fileURLToPath } from 'node:url'
import { runCommand } from '@wazzup-kit/conformance/run-command'
import type { Program } from './code-blocks.ts'
import type { Scratch } from './scratch.ts'

const preload = fileURLToPath(new URL('only-loopback.ts', import.meta.url))

/** The result of running a program. */
export interface Run {
  output: string
  /** The messages that the emulator accepted from the program. */
  ledger: readonly LedgerEntry[]
}

/**
 * Runs a program in a new process, with a new emulator in its environment variables. Rejects with page and line if the
 * program throws or does not end.
 */
export async function runProgram(
  program: Program,
  scratch: Scratch,
  { longest }: { longest: number } = { longest: 20_000 },
): Promise<Run> {
  const emulator = createEmulator()
  const server = await emulator.listen(0)
  const env = {
    PATH: process.env.PATH,
    WAZZUP_API_KEY: emulator.keys.apiKey,
    WAZZUP_BASE_URL: server.url,
    WAZZUP_PARTNER_KEY: emulator.keys.partnerKey,
  }
  try {
    const command = [process.execPath, '--import', preload, scratch.fileOf(program)] as const
    const { output } = await runCommand([...command], { folder: scratch.folder, env, longest })
    return { output, ledger: [...emulator.ledger] }
  } catch (error) {
    const { message } = error as Error
    throw new Error(`${program.page}:${program.line}: ${scratch.nameByPage(message)}`, { cause: error })
  } finally {
    await server.close()
  }
}

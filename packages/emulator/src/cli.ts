#!/usr/bin/env node
import { runCommand } from './cli/run-command.ts'
import { complain, watchOutput, whenPrinted } from './cli/terminal.ts'

/** Runs the command and ends the process, even if a delivery is still waiting for its response. */
async function main(): Promise<never> {
  try {
    await runCommand(process.argv.slice(2))
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
  await whenPrinted()
  return process.exit()
}

watchOutput()
void main()

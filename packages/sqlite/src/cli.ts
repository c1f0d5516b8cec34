#!/usr/bin/env node
import { readCommandLine, usage, UsageError } from './cli/command-line.ts'
import { complain, hideExperimentalWarnings, say, stopWithReader } from './cli/terminal.ts'

async function run(words: readonly string[]): Promise<number> {
  const line = readCommandLine(words)
  if (line === 'help') {
    say(usage)
    return 0
  }
  // Loaded only when it is used.
  const { runVerb } = await import('./cli/run-verb.ts')
  return runVerb(line)
}

hideExperimentalWarnings()
stopWithReader()
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    complain(error instanceof Error ? error.message : String(error))
    process.exitCode = error instanceof UsageError ? 2 : 1
  },
)

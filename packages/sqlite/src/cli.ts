#!/usr/bin/env node
import { change } from './cli/change.ts'
import { readCommandLine, usage, UsageError, type CommandLine, type Verb } from './cli/command-line.ts'
import { forget } from './cli/forget.ts'
import { list } from './cli/list.ts'
import { openAccount, type Opened } from './cli/open-account.ts'
import { stats } from './cli/stats.ts'
import { complain, hideExperimentalWarnings, say, stopWithReader } from './cli/terminal.ts'

/** Each verb resolves with the exit code. */
const verbs: Readonly<Record<Verb, (opened: Opened, line: CommandLine) => Promise<number>>> = {
  list,
  replay: change,
  cancel: change,
  forget,
  stats,
}

async function run(words: readonly string[]): Promise<number> {
  const line = readCommandLine(words)
  if (line === 'help') {
    say(usage)
    return 0
  }
  const opened = openAccount(line)
  try {
    return await verbs[line.verb](opened, line)
  } finally {
    await opened.close()
  }
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

import { cancel, replay } from './change.ts'
import type { CommandLine, Verb } from './command-line.ts'
import { forget } from './forget.ts'
import { list } from './list.ts'
import { explain, openAccount, type Opened } from './open-account.ts'
import { stats } from './stats.ts'

/** Each verb resolves with the exit code. */
const verbs: Readonly<Record<Verb, (opened: Opened, line: CommandLine) => Promise<number>>> = {
  list,
  replay,
  cancel,
  forget,
  stats,
}

/**
 * Runs the verb of a command line, and returns the exit code.
 *
 * @throws Error with one sentence that says why it failed.
 */
export async function runVerb(line: CommandLine): Promise<number> {
  const opened = openAccount(line)
  try {
    return await verbs[line.verb](opened, line)
  } catch (error) {
    throw explain(error, line.store)
  } finally {
    await opened.close()
  }
}

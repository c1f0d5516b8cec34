#!/usr/bin/env node
import { readCommandLine, unknownOption } from './cli/command-line.ts'
import { commandHelp, usage } from './cli/help.ts'
import { complain, say, watchOutput, whenPrinted, type Command } from './cli/terminal.ts'
import { readVersion } from './cli/version.ts'

/** Each command is loaded only when it is used. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  forward: async () => (await import('./cli/forward.ts')).forward,
  replay: async () => (await import('./cli/replay.ts')).replay,
  trigger: async () => (await import('./cli/trigger.ts')).trigger,
}

async function run(words: readonly string[]): Promise<void> {
  const { command: name, args } = readCommandLine(words)
  const wantsHelp = args.some((arg) => arg === '--help' || arg === '-h')
  if (name === undefined) {
    if (wantsHelp) return say(usage)
    if (args.some((arg) => arg === '--version' || arg === '-v')) return say(readVersion())
    const { serve } = await import('./cli/serve/serve.ts')
    return serve(args)
  }
  if (name === 'help') return say(commandHelp[args[0] ?? ''] ?? usage)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  // The word after an unknown option is its value, not a command.
  const option = load ? undefined : unknownOption(words.slice(0, words.indexOf(name)))
  if (option) throw new Error(`There is no option ${option}; see --help`)
  if (!load) throw new Error(`There is no command ${name}: one of ${Object.keys(commands).join(', ')}, or none`)
  // `trigger` prints its own help: the events and their fields.
  if (wantsHelp && name !== 'trigger') return say(commandHelp[name] ?? usage)
  const command = await load()
  return command(args)
}

/** Runs the command and ends the process, even if a delivery is still waiting for its response. */
async function main(): Promise<never> {
  try {
    await run(process.argv.slice(2))
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
  await whenPrinted()
  return process.exit()
}

watchOutput()
void main()

import { readCommandLine, unknownOption } from './command-line.ts'
import { commandHelp, usage } from './help.ts'
import { say, type Command } from './terminal.ts'
import { readVersion } from './version.ts'

/** Each command is loaded only when it is used. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  forward: async () => (await import('./forward.ts')).forward,
  replay: async () => (await import('./replay.ts')).replay,
  trigger: async () => (await import('./trigger.ts')).trigger,
}

/** Runs a command line. Rejects with a message for the user. */
export async function runCommand(words: readonly string[]): Promise<void> {
  const { command: name, args } = readCommandLine(words)
  const wantsHelp = args.some((arg) => arg === '--help' || arg === '-h')
  if (name === undefined) {
    if (wantsHelp) return say(usage)
    if (args.some((arg) => arg === '--version' || arg === '-v')) return say(readVersion())
    const { serve } = await import('./serve/serve.ts')
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

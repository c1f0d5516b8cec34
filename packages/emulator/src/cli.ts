#!/usr/bin/env node
import { readCommandLine, unknownOption } from './cli/command-line.ts'
import { complain, say, watchOutput, whenPrinted, type Command } from './cli/terminal.ts'

const usage = `wazzup-emulator: a Wazzup24 API v3 on this machine, with a page on which you play the customers

  wazzup-emulator [options]           runs the emulator
    --port <number>     port on 127.0.0.1 (default 4324)
    --seed <text>       seed of all ids (default: a new one at each start)
    --state <file>      continues from this file if it exists, and keeps it up to date
    --fetch-files       fetches the files of sends, and rejects those that Wazzup would reject
    --json              prints everything as JSON, one object per line: a log for replay

  wazzup-emulator trigger <event> [--field value] [--input json]
                                      makes something happen in a running emulator
  wazzup-emulator forward <address>   sends the webhooks of a running emulator to this address
    --only <flags>      for example messagesAndStatuses,channelsUpdates (default: all)
  wazzup-emulator replay <log>        posts the deliveries of a log again, in order
    --to <address>      posts to this address (default: the subscriber of a running emulator)
    --bearer <crmKey>   sends this key as Authorization, together with --to

  --url <address>       address of the running emulator (default http://127.0.0.1:4324)
  --help                prints this text; with trigger, all events; with trigger <event>, its fields`

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
    const { serve } = await import('./cli/serve.ts')
    return serve(args)
  }
  if (name === 'help') return say(usage)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  // The word after an unknown option is its value, not a command.
  const option = load ? undefined : unknownOption(words.slice(0, words.indexOf(name)))
  if (option) throw new Error(`There is no option ${option}; see --help`)
  if (!load) throw new Error(`There is no command ${name}: one of ${Object.keys(commands).join(', ')}, or none`)
  // `trigger` prints its own help: the events and their fields.
  if (wantsHelp && name !== 'trigger') return say(usage)
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

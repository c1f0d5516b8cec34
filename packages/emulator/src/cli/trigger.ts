import { parseArgs } from 'node:util'
import type { Action } from '../server/page-actions/action.ts'
import { actions } from '../server/page-actions/actions.ts'
import { describeFields, readField } from './fields.ts'
import { triggerOptions, withoutEmpty } from './options.ts'
import { askRunning } from './running-emulator.ts'
import { complain, say } from './terminal.ts'

const usage = `wazzup-emulator trigger <event> [--field value] [--input json] [--url address] [--token text]`

const eventNames = (): string[] => Object.keys(actions).map((name) => name.replace(/^simulate\./, ''))

const help = (): string => `${usage}

  trigger <event> --help   prints its fields
  --field=value            for values that begin with --
  --input json             all fields at once

${eventNames()
  .map((name) => [name, ...describeFields(verbOf(name).verb.fields)].join('\n'))
  .join('\n')}`

/** Finds the action of an event: `customer.send` is short for `simulate.customer.send`. */
function verbOf(event: string): { name: string; verb: Action } {
  const name = [event, `simulate.${event}`].find((each) => Object.hasOwn(actions, each))
  if (name === undefined) throw new Error(`There is no event ${event}: one of ${eventNames().join(', ')}`)
  return { name, verb: actions[name]! }
}

const helpOf = (event: string, { fields }: Action): string =>
  [`wazzup-emulator trigger ${event}`, ...describeFields(fields)].join('\n')

function readInput({ fields }: Action, values: Readonly<Record<string, unknown>>): object {
  const { input, ...given } = values
  const all: unknown = typeof input === 'string' ? parseInput(input) : {}
  const named = Object.entries(given).map(([name, value]) => {
    if (typeof value !== 'string') throw new Error(`--${name} needs a value`)
    return [name, readField(fields[name], value)]
  })
  return { ...(all as object), ...Object.fromEntries(named) }
}

function parseInput(text: string): object {
  try {
    const input: unknown = JSON.parse(text)
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input
  } catch (error) {
    throw new Error(`--input must be JSON: ${(error as Error).message}`, { cause: error })
  }
  throw new Error('--input must be an object of JSON, for example {"text":"Hi"}')
}

/** Triggers an event in a running emulator, and prints the result; on stderr, that no app is subscribed to it. */
export async function trigger(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: args.flatMap(joined),
    options: triggerOptions,
    strict: false,
    allowPositionals: true,
  })
  const [event, ...more] = positionals
  const { url, token, help: wantsHelp, ...fields } = withoutEmpty(values, triggerOptions)
  const running = { url: String(url), token: typeof token === 'string' ? token : undefined }
  if (event === undefined) {
    if (wantsHelp) return say(help())
    throw new Error(`${usage}\nwazzup-emulator trigger --help lists all events`)
  }
  const { name, verb } = verbOf(event)
  if (wantsHelp) return say(helpOf(event, verb))
  if (more.length > 0) throw new Error(`"${more[0]}" has no field name; write fields as --name value`)
  const { result, notice } = await askRunning(running, name, readInput(verb, fields))
  say(JSON.stringify(result, null, 2))
  if (notice !== undefined) complain(notice)
}

const isFlag = (word: string): boolean => word === '--help' || word === '-h'

/** Writes `--name value` as `--name=value`, because the parser takes no value for an option that it does not know. */
function joined(word: string, index: number, words: string[]): string[] {
  const before = words[index - 1]
  const isValue = before?.startsWith('--') && !before.includes('=') && !isFlag(before)
  if (isValue && !word.startsWith('--') && !isFlag(word)) return []
  const after = words[index + 1]
  const takes = word.startsWith('--') && !word.includes('=') && !isFlag(word) && after !== undefined
  return [takes && !after.startsWith('--') && !isFlag(after) ? `${word}=${after}` : word]
}

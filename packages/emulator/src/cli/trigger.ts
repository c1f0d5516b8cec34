import { parseArgs } from 'node:util'
import { verbs } from '../control/verbs.ts'
import { askRunning, urlOption } from './running-emulator.ts'
import { say } from './terminal.ts'

/** Fields that may hold a number; everything else is text, such as the digits of a chat id. */
const numbers = [
  'after',
  'button',
  'deletionTime',
  'editingTime',
  'from',
  'ms',
  'number',
  'probability',
  'size',
  'status',
  'times',
  'until',
]
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

/** `client.writes` stands for `simulate.client.writes`. */
function verbOf(event: string): string {
  const verb = [event, `simulate.${event}`].find((name) => Object.hasOwn(verbs, name))
  if (verb === undefined) throw new Error(`There is no event ${event}: one of ${eventNames().join(', ')}`)
  return verb
}

const eventNames = (): string[] => Object.keys(verbs).map((name) => name.replace(/^simulate\./, ''))

function readInput(values: Readonly<Record<string, unknown>>): object {
  const { input, ...fields } = values
  const given: unknown = typeof input === 'string' ? parseInput(input) : {}
  const named = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== 'string') throw new Error(`--${name} wants a value`)
    return [name, numbers.includes(name) && isNumber(value) ? Number(value) : value]
  })
  return { ...(given as object), ...Object.fromEntries(named) }
}

function parseInput(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`--input must be JSON: ${(error as Error).message}`, { cause: error })
  }
}

/** Makes something happen in a running emulator, and prints what came of it. */
export async function trigger(args: readonly string[]): Promise<void> {
  const [event, ...rest] = args
  if (event === '--help') return say(eventNames().join('\n'))
  if (event === undefined || event.startsWith('-')) throw new Error('wazzup-emulator trigger <event> [--field value]')
  const verb = verbOf(event)
  const { values, positionals } = parseArgs({
    args: rest.flatMap(joined),
    options: { ...urlOption, input: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  if (positionals.length > 0) throw new Error(`What is "${positionals[0]}"? Fields are given as --name value`)
  const { url, ...fields } = values
  say(JSON.stringify(await askRunning(String(url), verb, readInput(fields)), null, 2))
}

/** `--name value` as `--name=value`: of an option that it does not know, the parser would not take the value. */
function joined(word: string, index: number, words: string[]): string[] {
  const before = words[index - 1]
  if (!word.startsWith('--') && before?.startsWith('--') && !before.includes('=')) return []
  const after = words[index + 1]
  const takes = word.startsWith('--') && !word.includes('=') && after !== undefined && !after.startsWith('--')
  return [takes ? `${word}=${after}` : word]
}

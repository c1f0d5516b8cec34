import { parseArgs } from 'node:util'

export const usage = `wazzup-store: shows and changes what a store of wazzup-kit keeps, also while the bot runs

  wazzup-store list     shows messages of the outbox, by default those that are queued, being sent or unknown
    --state <states>    only these, for example queued,unknown
    --dead              shows events whose handlers failed for good
    --waiting           shows events that wait for their handlers or their turn
    --lane <text>       with --dead or --waiting: only lanes that begin so, for example in/
    --limit <number>    most rows (default 100)
    --after <value>     continues after this id; with --dead or --waiting, after this position
    --contents          shows contents of messages and events too
  wazzup-store replay <ids...>
                        runs the failed handlers of dead events again
    --all               replays all dead events
  wazzup-store cancel <ids...>
                        cancels messages that have not left
  wazzup-store forget --channel <id> --chat-type <type> --chat-id <id>
                        deletes everything about a chat
  wazzup-store stats    counts what waits and what is dead, and shows what is paused

  --store <path>        the SQLite file of the store
  --account <id>        the account (default: the only one in the file)
  --json                prints JSON, one object per line
  --help                prints this text`

const verbOptions = {
  list: ['state', 'dead', 'waiting', 'lane', 'limit', 'after', 'contents'],
  replay: ['all'],
  cancel: [],
  forget: ['channel', 'chat-type', 'chat-id'],
  stats: [],
} as const satisfies Record<string, readonly (keyof typeof options)[]>

const commonOptions: readonly string[] = ['store', 'account', 'json', 'help']

const options = {
  store: { type: 'string' },
  account: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  state: { type: 'string' },
  dead: { type: 'boolean' },
  waiting: { type: 'boolean' },
  lane: { type: 'string' },
  limit: { type: 'string' },
  after: { type: 'string' },
  contents: { type: 'boolean' },
  all: { type: 'boolean' },
  channel: { type: 'string' },
  'chat-type': { type: 'string' },
  'chat-id': { type: 'string' },
} as const

export type Verb = keyof typeof verbOptions

/** A command line whose options belong to its verb. */
export interface CommandLine {
  verb: Verb
  store: string
  ids: readonly string[]
  values: ReturnType<typeof parseWords>['values']
}

/** A command line that is not understood. Its message includes the usage. */
export class UsageError extends Error {
  constructor(message: string) {
    super(`${message}\n\n${usage}`)
    this.name = 'UsageError'
  }
}

/** @throws UsageError when the command line has an unknown verb or option, or lacks something. */
export function readCommandLine(words: readonly string[]): CommandLine | 'help' {
  const { values, positionals } = parse(words)
  const [verb, ...ids] = positionals
  if (values.help || verb === 'help') return 'help'
  if (verb === undefined) throw new UsageError('Which command?')
  if (!isVerb(verb)) throw new UsageError(`There is no command ${verb}.`)
  const allowed: readonly string[] = [...commonOptions, ...verbOptions[verb]]
  const wrong = Object.keys(values).find((name) => !allowed.includes(name))
  if (wrong !== undefined) throw new UsageError(`${verb} has no option --${wrong}.`)
  checkComplete(verb, ids, values)
  if (!values.store) throw new UsageError('--store <path> is missing.')
  return { verb, store: values.store, ids, values }
}

function checkComplete(verb: Verb, ids: readonly string[], values: CommandLine['values']): void {
  const { all, dead, waiting, state, lane } = values
  if (verb === 'cancel' && ids.length === 0) throw new UsageError('cancel needs the ids of messages.')
  if (verb === 'replay' && ids.length > 0 === (all ?? false)) {
    throw new UsageError('replay needs either the ids of dead events or --all.')
  }
  if (verb !== 'cancel' && verb !== 'replay' && ids.length > 0) throw new UsageError(`${verb} takes no ids.`)
  if (verb === 'forget' && !(values.channel && values['chat-type'] && values['chat-id'])) {
    throw new UsageError('forget needs --channel, --chat-type and --chat-id.')
  }
  const kinds = [state !== undefined && '--state', dead && '--dead', waiting && '--waiting'].filter(Boolean)
  if (kinds.length > 1) throw new UsageError(`Only one of ${kinds.join(', ')} can be given.`)
  if (lane !== undefined && !dead && !waiting) throw new UsageError('--lane needs --dead or --waiting.')
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(verbOptions, word)
}

function parse(words: readonly string[]): ReturnType<typeof parseWords> {
  try {
    return parseWords(words)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function parseWords(words: readonly string[]) {
  return parseArgs({ args: [...words], options, allowPositionals: true })
}

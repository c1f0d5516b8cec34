/** Port on which `wazzup-emulator` listens by default. */
export const DEFAULT_PORT = 4324

/** Address at which commands find a running emulator by default. */
export const DEFAULT_URL = `http://127.0.0.1:${DEFAULT_PORT}`

/** Options of the commands that use a running emulator. */
const runningOptions = {
  url: { type: 'string', default: DEFAULT_URL },
  token: { type: 'string' },
} as const

/** Options of the emulator itself. */
export const serveOptions = {
  port: { type: 'string' },
  host: { type: 'string' },
  token: { type: 'string' },
  unprotected: { type: 'boolean', default: false },
  account: { type: 'string', multiple: true },
  state: { type: 'string' },
  seed: { type: 'string' },
  'api-key': { type: 'string' },
  'crm-key': { type: 'string' },
  channels: { type: 'string' },
  now: { type: 'string' },
  clock: { type: 'string' },
  'rate-limit': { type: 'string' },
  'log-limit': { type: 'string' },
  'fetch-files': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

/** Options of `forward`. */
export const forwardOptions = { ...runningOptions, only: { type: 'string' } } as const

/** Options of `replay`. */
export const replayOptions = { ...runningOptions, to: { type: 'string' }, bearer: { type: 'string' } } as const

/** Options of `trigger`; the fields of the event come in addition. */
export const triggerOptions = {
  ...runningOptions,
  input: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const all: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>> = {
  ...serveOptions,
  ...forwardOptions,
  ...replayOptions,
  ...triggerOptions,
  version: { type: 'boolean' },
}

const named = (type: 'string' | 'boolean'): string[] =>
  Object.entries(all).flatMap(([name, option]) => (option.type === type ? [`--${name}`] : []))

/** Options that take the next word as their value. */
export const optionsWithValue: readonly string[] = named('string')

/** Options without a value. */
export const optionsAlone: readonly string[] = [...named('boolean'), '-h', '-v']

/**
 * Returns the values of options. An empty text means that the option is absent: `--port "$PORT"` has it when the variable
 * is not set.
 */
export function withoutEmpty<Values extends object>(
  values: Values,
  options: Readonly<Record<string, { readonly type: string; readonly default?: unknown }>>,
): Values {
  const read = Object.entries(values).map(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [name, value.filter((one) => one !== '')]
    return [name, value === '' && Object.hasOwn(options, name) ? options[name]!.default : value]
  })
  return Object.fromEntries(read) as Values
}

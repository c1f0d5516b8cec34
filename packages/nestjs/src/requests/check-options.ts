import type { RequestOptions, WazzupOptions, WazzupRegistration } from '../wazzup.options.ts'

/** Options that Nest reads before a factory runs. */
const ofRegistration: Record<keyof WazzupRegistration, true> = {
  name: true,
  path: true,
  version: true,
  decorators: true,
  gatewayPath: true,
  gatewayVersion: true,
  gatewayDecorators: true,
  isGlobal: true,
}

const ofAccount: Record<keyof WazzupOptions, true> = {
  client: true,
  webhooks: true,
  gateway: true,
  store: true,
  work: true,
  account: true,
  outbox: true,
  timers: true,
  runHandlers: true,
  shutdownTimeout: true,
}

/** A timer with a longer delay fires at once. */
const longestTimer = 2 ** 31 - 1

/** @throws Error when an option for requests is invalid, or was returned by a factory too late. */
export function checkRequestOptions(options: RequestOptions): void {
  const { runHandlers = 'beforeResponse', shutdownTimeout = 0 } = options
  const late = Object.entries(options).find(([name, value]) => value !== undefined && name in ofRegistration)
  if (late) throw new Error(`WazzupModule: "${late[0]}" must be beside the factory, not in what it returns`)
  if (!['beforeResponse', 'afterResponse'].includes(runHandlers)) {
    throw new Error(`WazzupModule: "runHandlers" must be 'beforeResponse' or 'afterResponse'`)
  }
  if (!(typeof shutdownTimeout === 'number' && shutdownTimeout >= 0 && shutdownTimeout <= longestTimer)) {
    throw new Error(`WazzupModule: "shutdownTimeout" must be milliseconds between 0 and ${longestTimer}`)
  }
}

/** Options of Nest for a factory. */
const ofFactory = ['imports', 'inject', 'useFactory', 'useClass', 'useExisting', 'provideInjectionTokensFrom']

/** @throws Error when an option beside a factory does not exist, or belongs into what the factory returns: it would be ignored. */
export function checkAsyncOptions(options: object, method: string): void {
  const unknown = Object.keys(options).find((name) => !(name in ofRegistration) && !ofFactory.includes(name))
  if (unknown === undefined) return
  const advice =
    unknown in ofAccount || unknown === 'resolve' ? 'must be in what the factory returns' : 'does not exist'
  throw new Error(`WazzupModule.${method}: "${unknown}" ${advice}`)
}

/** @throws Error when an account has an option that does not exist: it would be ignored. */
export function checkAccountOptions(options: WazzupOptions): void {
  // What stands at the wrong place has an error of its own.
  const known = { ...ofAccount, ...ofRegistration }
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !(name in known))
  if (unknown) throw new Error(`WazzupModule: "${unknown[0]}" is not one of ${Object.keys(ofAccount).join(', ')}`)
}

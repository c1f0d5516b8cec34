import { createApp } from '../server/app.ts'
import { defaultKeysOf } from '../api/authorize.ts'
import type { World } from '../api/call.ts'
import { createChanges } from '../account/changes.ts'
import { createClock } from '../account/clock.ts'
import { defaultSeed } from '../account/entities/default-seed.ts'
import { createDeliveries } from '../webhooks/deliveries.ts'
import type { Seed } from '../account/entities/seed.ts'
import { createCallFaults } from '../faults/call-faults.ts'
import { createFiles } from '../account/files.ts'
import { createFaults } from '../faults/faults.ts'
import { chatIdFor, createGenerators } from '../account/id-generators.ts'
import { createInProcessFetch } from '../server/in-process-fetch.ts'
import { createLedger } from '../account/ledger.ts'
import { createOwnAddress } from '../account/own-address.ts'
import { createMessageDates } from '../webhooks/message-dates.ts'
import { createNewCustomers, type AskForCustomer } from '../webhooks/new-customers.ts'
import { pingWebhook } from '../webhooks/ping.ts'
import { createRateCounter, documentedRateLimit } from '../api/rate-limit.ts'
import { createRequestLog } from '../api/request-log.ts'
import { readState, writeState } from '../account/saving.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { defaultSettings, type Settings } from '../account/settings.ts'
import { createSimulate } from '../simulate/simulate.ts'
import { createState, type State } from '../account/state.ts'
import { checkOptions, checkResetOptions } from './account-fields.ts'
import type { Emulator, EmulatorOptions } from './emulator.ts'
import { keepServed, servedOf } from './served.ts'

/**
 * Creates an emulated Wazzup account that needs no network.
 *
 * @example
 *   const emulator = createEmulator()
 *   const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
 *
 * @throws When an option is unknown or invalid. The error names all such options.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  checkOptions(options)
  const defaultKeys = defaultKeysOf(options.account)
  const {
    apiKey = defaultKeys.apiKey,
    sidecarKey = defaultKeys.sidecarKey,
    partnerKey = defaultKeys.partnerKey,
    saved,
  } = options
  const seed = saved?.seed ?? String(options.seed ?? 'wazzup-kit')
  const keys = { apiKey, sidecarKey, partnerKey }
  const clock = createClock(options.now, saved?.advanced)
  const given = seedOf(options)
  const freshState = (): State => {
    const fresh = { ...createState(given, clock.now()), crmKey: options.crmKey ?? null }
    return saved ? readState(saved.state, fresh) : fresh
  }
  const state = freshState()
  const ledger = createLedger()
  const changes = createChanges()
  const callFaults = createCallFaults({ clock, changed: () => changes.tell({ about: 'faults' }) })
  const log = createRequestLog(changes.tell, options.logLimit)
  const secrets = createSecrets(state, keys)
  const rates = createRateCounter(options.rateLimit ?? documentedRateLimit, clock)
  const generators = createGenerators(seed)
  const firstIds = saved?.generators ?? generators.positions()
  generators.moveTo(firstIds)
  const messageDates = createMessageDates(clock)
  const { message: messageIds, token: tokens, request: requestIds, written: writtenIds } = generators.all
  const webhookFetch = (): typeof globalThis.fetch => options.webhookFetch ?? globalThis.fetch
  const { logLimit } = options
  const deliveries = createDeliveries({ state, clock, changes, secrets, fetch: webhookFetch, logLimit })
  clock.whenAdvanced(() => changes.tell({ about: 'clock' }))
  // A wrapper, because `simulate` is created below from the world that needs this function.
  const ask: AskForCustomer = (wanted) => simulate.deal.askFor(wanted)
  const address = createOwnAddress()
  const files = createFiles(state, address, writtenIds)
  const world: World = {
    state,
    ledger,
    clock,
    messageIds,
    messageDates,
    tokens,
    apiKey,
    chatIdFor: (account) => chatIdFor(seed, account),
    contentFetch: options.contentFetch,
    address,
    files,
    newCustomers: createNewCustomers(state, ask),
    ping(address) {
      secrets.learn(address)
      const { crmKey, settings } = state
      const { whenPassed } = clock
      return pingWebhook(address, {
        contentType: settings.webhookContentType,
        crmKey,
        fetch: webhookFetch(),
        whenPassed,
      })
    },
  }

  const simulate = createSimulate({ world, deliveries, tell: changes.tell, messageIds: writtenIds })

  /** Restores the ledger, the dates and the rate windows of the start. */
  function rewind(): void {
    ledger.moveTo(saved?.ledger ?? [])
    messageDates.moveTo(saved?.messageDates ?? { minute: -1, count: 0 })
    rates.moveTo(saved?.rates ?? [])
  }
  rewind()

  const app = createApp({ keys, callFaults, log, secrets, rates, deliveries, requestIds, world })

  const emulator: Emulator = {
    fetch: createInProcessFetch(async (request, exchange) => files.respond(request) ?? app(request, exchange)),
    async listen(given = 0) {
      // A dynamic import, so that the emulator also runs in environments without node:http.
      const { listen } = await import('../server/listen.ts')
      const accounts = new Map([['', servedOf(emulator)]])
      return listen({ accounts, ...(typeof given === 'number' ? { port: given } : given) })
    },
    account: options.account,
    keys,
    state,
    ledger: ledger.entries,
    requests: log.records,
    watch: log.watch,
    faults: createFaults(callFaults.faults, deliveries.faults),
    simulate,
    deliveries: deliveries.log.records,
    watchDeliveries: deliveries.log.watch,
    watchChanges: changes.watch,
    deliver: deliveries.deliver,
    settled: deliveries.settled,
    clock,
    save: () => ({
      version: 1,
      seed,
      advanced: clock.advanced(),
      generators: generators.positions(),
      messageDates: messageDates.position(),
      rates: rates.windows(),
      ledger: structuredClone([...ledger.entries]),
      state: writeState(state),
    }),
    reset(given = {}) {
      checkResetOptions(given)
      const { ids = 'new', keepSubscription = false } = given
      const { subscriptions, crmKey } = state
      clock.reset()
      if (ids === 'again') generators.moveTo(firstIds)
      Object.assign(state, freshState(), keepSubscription ? { subscriptions, crmKey } : {})
      log.reset()
      callFaults.reset()
      deliveries.reset()
      secrets.reset()
      files.reset()
      rewind()
      changes.tell({ about: 'reset' })
    },
  }
  keepServed({ emulator, app, address, files, unheard: deliveries.unheard })
  return emulator
}

/** Returns the options that fill the state. An undefined option must not replace a default. */
function seedOf(options: EmulatorOptions): Partial<Seed & Settings> {
  const names: readonly string[] = [...Object.keys(defaultSeed), ...Object.keys(defaultSettings)]
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => names.includes(name) && value !== undefined),
  )
}

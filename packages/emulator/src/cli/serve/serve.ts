import { randomUUID } from 'node:crypto'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator } from '../../emulator/emulator.ts'
import { listenTogether } from '../../emulator/listen-together.ts'
import { pathOf } from '../../server/accounts.ts'
import { codeOf } from './error-code.ts'
import { createJsonPrinter, createTextPrinter, type Printer } from './printer.ts'
import { readServeOptions, type ServedAccount } from './serve-options.ts'
import { openStateFile } from './state-file.ts'
import { complain, whenStopped } from '../terminal.ts'

/** Words about a port or a host on which the system does not let the emulator listen, by the code of the error. */
const reasons: Readonly<Record<string, (listen: ServedAccount['listen']) => string>> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken: choose another one with --port, or --port 0 for a free one`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user: choose one above 1023 with --port`,
  EADDRNOTAVAIL: notAnAddress,
  ENOTFOUND: notAnAddress,
  EAI_AGAIN: notAnAddress,
}

function notAnAddress({ host }: ServedAccount['listen']): string {
  return `"${host}" is not an address of this machine: see --host`
}

/** An account whose emulator is created, and whose state file is locked. */
interface Opened {
  emulator: Emulator
  printer: Printer
  /** Saves the state a last time. */
  finish(): Promise<void>
  /** Lets other emulators use the state file. */
  close(): Promise<void>
}

async function openAccount({ options, state }: ServedAccount, printer: Printer): Promise<Opened> {
  const file = state === undefined ? undefined : await openStateFile(state)
  const close = async (): Promise<void> => file?.close()
  try {
    const saved = file?.saved
    if (saved && options.seed !== undefined && String(options.seed) !== saved.seed)
      throw new Error(`${state} continues the seed "${saved.seed}": leave --seed out, or use another file`)
    // A running bot remembers the ids of messages to which it has replied, so it must not get the same ids again.
    const emulator = createEmulator({ ...options, seed: options.seed ?? randomUUID(), saved })
    const finish = await file?.keep(emulator)
    return { emulator, printer, finish: async () => finish?.(), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(opened: readonly Opened[], options: ServedAccount['listen']): Promise<ListeningEmulator> {
  const emulators = opened.map(({ emulator }) => emulator)
  const isAlone = emulators.length === 1 && emulators[0]!.account === undefined
  const listening = isAlone ? emulators[0]!.listen(options) : listenTogether(emulators, options)
  return listening.catch((error: unknown) => {
    const why = reasons[codeOf(error) ?? '']
    throw why === undefined ? error : new Error(why(options), { cause: error })
  })
}

/** Starts the accounts of one port. Returns functions that stop them, each of which may fail on its own. */
async function startPort(
  accounts: readonly ServedAccount[],
  createPrinter: typeof createTextPrinter,
): Promise<(() => Promise<void>)[]> {
  const opened: Opened[] = []
  try {
    for (const account of accounts) opened.push(await openAccount(account, createPrinter(account.options.account)))
    const server = await listen(opened, accounts[0]!.listen)
    for (const { emulator, printer } of opened) {
      printer.started(emulator, `${server.url}${pathOf(emulator.account ?? '')}`)
      emulator.watch(printer.request)
      emulator.watchDeliveries(printer.delivery)
    }
    let closing: Promise<void> | undefined
    return opened.map(({ printer, finish, close }) => async () => {
      try {
        await (closing ??= server.close())
        await finish()
        printer.stopped()
      } finally {
        await close()
      }
    })
  } catch (error) {
    for (const { close } of opened) await close()
    throw error
  }
}

/** Runs an emulator for each account until it is stopped. Accounts with the same port listen together. */
export async function serve(args: readonly string[]): Promise<void> {
  const { accounts, output } = await readServeOptions(args)
  // Before the start, so that a signal while it starts ends it cleanly too.
  const stopped = new Promise<void>(whenStopped)
  const stops: (() => Promise<void>)[] = []
  try {
    for (const port of new Set(accounts.map(({ listen }) => listen.port))) {
      const together = accounts.filter(({ listen }) => listen.port === port)
      stops.push(...(await startPort(together, output === 'json' ? createJsonPrinter : createTextPrinter)))
    }
    await stopped
  } finally {
    const ends = await Promise.allSettled(stops.map((stop) => stop()))
    for (const end of ends)
      if (end.status === 'rejected') {
        process.exitCode = 1
        complain((end.reason as Error).message)
      }
  }
}

import { randomUUID } from 'node:crypto'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator, ListeningEmulator } from '../../emulator/emulator.ts'
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

async function listen(emulator: Emulator, { listen }: ServedAccount): Promise<ListeningEmulator> {
  return emulator.listen(listen).catch((error: unknown) => {
    const why = reasons[codeOf(error) ?? '']
    throw why === undefined ? error : new Error(why(listen), { cause: error })
  })
}

/** Starts an account. Returns a function that stops it, saves its state and lets other emulators use its file. */
async function startAccount(account: ServedAccount, printer: Printer): Promise<() => Promise<void>> {
  const { options, state } = account
  const file = state === undefined ? undefined : await openStateFile(state)
  try {
    const saved = file?.saved
    if (saved && options.seed !== undefined && String(options.seed) !== saved.seed)
      throw new Error(`${state} continues the seed "${saved.seed}": leave --seed out, or use another file`)
    // A running bot remembers the ids of messages to which it has replied, so it must not get the same ids again.
    const emulator = createEmulator({ ...options, seed: options.seed ?? randomUUID(), saved })
    const finish = await file?.keep(emulator)
    const server = await listen(emulator, account)
    printer.started(emulator, server.url)
    emulator.watch(printer.request)
    emulator.watchDeliveries(printer.delivery)
    return async () => {
      try {
        await server.close()
        await finish?.()
        printer.stopped()
      } finally {
        await file?.close()
      }
    }
  } catch (error) {
    await file?.close()
    throw error
  }
}

/** Runs an emulator for each account until it is stopped. */
export async function serve(args: readonly string[]): Promise<void> {
  const { accounts, output } = await readServeOptions(args)
  // Before the start, so that a signal while it starts ends it cleanly too.
  const stopped = new Promise<void>(whenStopped)
  const stops: (() => Promise<void>)[] = []
  try {
    for (const account of accounts) {
      const printer = output === 'json' ? createJsonPrinter(account.name) : createTextPrinter(account.name)
      stops.push(await startAccount(account, printer))
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

import { Logger } from '@nestjs/common'
import type { HttpAdapterHost } from '@nestjs/core'
import { endsBefore, joinShutdown } from '../requests/shutdown.ts'

/** Handles stored events and sends from an outbox: a receiver or an outbox of core, or those of several accounts. */
export interface Work {
  start(): void
  /** Takes nothing new, and resolves when what runs has ended. After `deadline` milliseconds, its signals abort. */
  stop(deadline: number): Promise<void>
}

/** The work of one app, with its `shutdownTimeout`. */
interface AppWork {
  timeouts: Map<Work, number>
  ends: Map<Work, Promise<void>> | undefined
}

/**
 * Milliseconds before the end of a shutdown at which the signals of handlers abort, so that the store still gets back what
 * they had. Otherwise other processes would wait for the end of their claims.
 */
const handBack = 2_000

const apps = new WeakMap<HttpAdapterHost, AppWork>()

/** Starts work when the app listens: all hooks of the start have run then. An app without a server starts it at once. */
export function startWithApp(host: HttpAdapterHost, work: Work, timeout: number): void {
  const app = apps.get(host)
  if (app && !app.ends) app.timeouts.set(work, timeout)
  else apps.set(host, { timeouts: new Map([[work, timeout]]), ends: undefined })
  if (host.httpAdapter?.getHttpServer()) host.listen$.subscribe(() => work.start())
  else work.start()
}

/**
 * Resolves when work has ended at a shutdown, or when its time is over. The work of all modules of the app ends at the same
 * time, because Nest shuts down one module after the other.
 */
export async function stopWithApp(host: HttpAdapterHost, work: Work): Promise<void> {
  const app = apps.get(host)
  if (!app) return
  app.ends ??= new Map([...app.timeouts].map(([each, timeout]) => [each, stopInTime(host, each, timeout)]))
  await app.ends.get(work)
}

async function stopInTime(host: HttpAdapterHost, work: Work, timeout: number): Promise<void> {
  const endsAt = joinShutdown(host, timeout, new Set())
  const rest = endsAt - performance.now()
  const stopping = work.stop(Math.max(0, rest - Math.min(handBack, timeout / 2)))
  if (await endsBefore(endsAt, stopping)) return
  const after = 'Another process continues it when its claims have ended'
  new Logger('WazzupModule').warn(`The app stops before all stored work was given back to the store. ${after}`)
}

import { createDueListeners, type DueListener, type DueQueues } from '@wazzup-kit/core/store'
import { quote } from './migrate.ts'
import { collectNews, readNotification } from './notification.ts'
import type { PostgresConnection, PostgresPool } from './pool.ts'

/** Milliseconds between two looks for work that another process has stored, when no notification says so. */
const pollInterval = 1_000

/** Milliseconds until the connection for notifications is opened again after it broke. */
const reconnectAfter = 5_000

/** Milliseconds within which steps share one notification. */
const notifyWithin = 20

/** Connections that a pool must have before one of them is kept for notifications: all others would wait for the rest. */
const leastConnections = 3

/** How this process and the others learn that a lane may have become due. */
export interface WakeUps {
  /** Calls `listener` when there may be work. */
  listen(listener: DueListener): () => void
  /** Says in which queues there is work. */
  notify(due?: DueQueues): void
  close(): Promise<void>
}

/**
 * Creates the wake-ups of one process. A notification comes at once, where the connection allows it; a look each second
 * finds the rest: what was stored in a transaction of the caller, and everything behind a pool of connections such as
 * PgBouncer.
 */
export function createWakeUps({
  pool,
  schema,
  open,
  look,
}: {
  pool: PostgresPool
  schema: string
  /** Resolves when the schema is there. */
  open: () => Promise<unknown>
  /** Returns where a lane is due. */
  look: () => Promise<readonly DueQueues[]>
}): WakeUps {
  const listeners = createDueListeners()
  const sender = crypto.randomUUID()
  const news = collectNews(sender)
  const channel = `${schema}_due`
  let connection: PostgresConnection | undefined
  let reconnect: ReturnType<typeof setTimeout> | undefined
  let poll: ReturnType<typeof setInterval> | undefined
  let notification: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  let isShared = false

  function disconnect(how: 'return' | 'destroy'): void {
    const last = connection
    connection = undefined
    last?.release(how === 'destroy')
  }

  function retryLater(): void {
    if (listeners.size === 0 || isClosed) return
    reconnect ??= setTimeout(() => {
      reconnect = undefined
      void connect()
    }, reconnectAfter)
    reconnect.unref?.()
  }

  /** Keeps one connection of the pool for notifications. Without one, the look each second finds everything. */
  async function connect(): Promise<void> {
    if (connection || isClosed || isShared || !hasRoom(pool)) return
    try {
      await open()
      const fresh = await pool.connect()
      if (isClosed || listeners.size === 0 || connection) return fresh.release()
      connection = fresh
      fresh.on?.('notification', ({ payload }: { payload?: string | undefined }) => {
        for (const due of readNotification(payload, sender)) listeners.tell(due)
      })
      const lost = (): void => {
        if (connection !== fresh) return
        disconnect('destroy')
        retryLater()
      }
      fresh.on?.('error', lost)
      fresh.on?.('end', lost)
      isShared = await isSharedConnection(fresh)
      if (isShared) return disconnect('return')
      await fresh.query(`LISTEN ${quote(channel)}`)
      // What came before LISTEN was not heard.
      listeners.tell()
    } catch {
      disconnect('destroy')
      retryLater()
    }
  }

  return {
    listen(listener) {
      const remove = listeners.add(listener)
      void connect()
      poll ??= setInterval(() => {
        look().then(
          (due) => due.forEach((queues) => listeners.tell(queues)),
          () => {},
        )
      }, pollInterval)
      return () => {
        remove()
        if (listeners.size > 0) return
        clearInterval(poll)
        clearTimeout(reconnect)
        poll = reconnect = undefined
        disconnect('destroy')
      }
    },
    notify(due) {
      if (due?.queues.length === 0) return
      listeners.tell(due)
      news.add(due)
      notification ??= setTimeout(() => {
        notification = undefined
        pool.query('SELECT pg_notify($1, $2)', [channel, news.take()]).catch(() => {})
      }, notifyWithin)
    },
    async close() {
      isClosed = true
      clearInterval(poll)
      clearTimeout(reconnect)
      clearTimeout(notification)
      disconnect('destroy')
    },
  }
}

/** Returns whether a pool can do without one connection. A pool of `pg` has 10 unless it says otherwise. */
function hasRoom({ options }: PostgresPool): boolean {
  return (options?.max ?? 10) >= leastConnections
}

/**
 * Returns whether a pool such as PgBouncer may run each transaction on another connection of the server. LISTEN would reach
 * one of them, and PgBouncer would log a warning for each notification.
 */
async function isSharedConnection(connection: PostgresConnection): Promise<boolean> {
  const { rows } = await connection.query('SELECT pg_backend_pid() AS id')
  const { processID } = connection
  return typeof processID === 'number' && (rows[0] as { id: number }).id !== processID
}

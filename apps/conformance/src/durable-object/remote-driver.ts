import { Agent, request } from 'node:http'
import { createDueListeners, type Clock, type StoreDriver } from '@wazzup-kit/core/store'
import { Miniflare } from 'miniflare'
import { bundle } from '../runtimes/bundle.ts'
import { readMessage, writeMessage, type DriverAnswer, type DriverCall } from './driver-message.ts'

/** Objects in workerd whose drivers a test can call. */
export interface RemoteObjects {
  /** Returns the driver of an object. */
  open(name: string, clock: Clock): StoreDriver
  /** Runs a statement on the storage of an object. */
  run(name: string, statement: string): Promise<void>
  /** Ends the object without an end of what it does. The next call opens it again. */
  crash(name: string): Promise<void>
  close(): Promise<void>
}

const names = [
  'commit',
  'head',
  'find',
  'listEvents',
  'read',
  'readGroup',
  'listRecords',
  'claim',
  'renew',
  'release',
  'wake',
  'forget',
  'purge',
  'stats',
] as const

/** Starts workerd. `now` is the clock that `driver.now()` reads: that of the object, or that of the test, which needs no request. */
export async function startRemoteObjects(now: 'of the object' | 'of the test'): Promise<RemoteObjects> {
  const script = await bundle('../durable-object/driver-entry.ts', 'esm', ['workerd', 'worker'])
  const workerd = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-03-01',
    host: '127.0.0.1',
    durableObjects: { DRIVER: { className: 'DriverObject', useSQLite: true } },
  })
  const { origin } = await workerd.ready
  const agent = new Agent({ keepAlive: true })

  /** Calls an object, after something else has ended. The values are written down at once: a store keeps a copy of them. */
  async function call(object: string, message: DriverCall, after?: Promise<unknown>): Promise<DriverAnswer> {
    const text = writeMessage(message)
    await after
    return readMessage<DriverAnswer>(await post(agent, `${origin}/${object}`, text))
  }

  function open(object: string, clock: Clock): StoreDriver {
    const listeners = createDueListeners()
    /** Ends when the object listens, or has stopped to: a later call may come to it by another connection. */
    let listening: Promise<unknown> = Promise.resolve()
    const make = async (name: string, ...parameters: readonly unknown[]): Promise<unknown> => {
      const { result, error, due } = await call(object, { name, parameters, now: clock.now() }, listening)
      for (const queues of due) listeners.tell(queues)
      if (error !== undefined) throw new Error(error)
      return result
    }
    clock.whenAdvanced?.(() => listeners.tell())
    const functions = Object.fromEntries(
      names.map((name) => [name, (...parameters: readonly unknown[]) => make(name, ...parameters)]),
    )
    return {
      ...(functions as unknown as Pick<StoreDriver, (typeof names)[number]>),
      name: 'Durable Object',
      durable: true,
      clock,
      now: now === 'of the test' ? async () => clock.now() : () => make('now') as Promise<number>,
      whenDue(listener) {
        // The object may crash meanwhile.
        if (listeners.size === 0) listening = make('listen').catch(() => {})
        const remove = listeners.add(listener)
        return () => {
          remove()
          if (listeners.size === 0) listening = make('stop listening').catch(() => {})
        }
      },
      async close() {},
    }
  }

  return {
    open,
    async run(object, statement) {
      const { error } = await call(object, { name: 'run', parameters: [statement], now: 0 })
      if (error !== undefined) throw new Error(error)
    },
    async crash(object) {
      const { error } = await call(object, { name: 'crash', parameters: [], now: 0 })
      if (!error?.includes('crash')) throw new Error(`The object did not crash: ${error}`)
    },
    async close() {
      agent.destroy()
      await workerd.dispose()
    },
  }
}

function post(agent: Agent, url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve(text)).on('error', reject)
    })
    sent.on('error', reject).end(body)
  })
}

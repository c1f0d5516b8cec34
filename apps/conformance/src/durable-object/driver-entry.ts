import { createWebhooks } from '@wazzup-kit/core'
import type { DueQueues } from '@wazzup-kit/core/store'
import { BotObject, type ObjectState } from '@wazzup-kit/edge/durable-object'
import { readMessage, writeMessage, type DriverAnswer, type DriverCall } from './driver-message.ts'

interface Environment {
  DRIVER: { getByName(name: string): { fetch(request: Request): Promise<Response> } }
}

/** A clock that follows that of the test. */
function createFollowingClock() {
  const listeners = new Set<() => void>()
  let time = 0
  return {
    now: () => time,
    whenAdvanced: (listener: () => void) => void listeners.add(listener),
    follow(now: number) {
      const isAhead = now > time
      time = now
      if (isAhead) for (const listener of listeners) listener()
    },
  }
}

/** An object that makes the calls of a test on its driver. */
export class DriverObject extends BotObject<Environment> {
  protected override readonly webhooks = createWebhooks({ secret: false, store: this.store })
  readonly #clock: ReturnType<typeof createFollowingClock>
  #due: (DueQueues | undefined)[] = []
  #stopListening: (() => void) | undefined

  constructor(ctx: ObjectState, env: Environment) {
    const clock = createFollowingClock()
    super(ctx, env, { clock })
    this.#clock = clock
  }

  override async fetch(request: Request): Promise<Response> {
    const { name, parameters, now } = readMessage<DriverCall>(await request.text())
    this.#clock.follow(now)
    const answer: DriverAnswer = await this.#call(name, parameters).then(
      (result) => ({ result, due: [] }),
      (error: unknown) => ({ error: String(error), due: [] }),
    )
    answer.due = this.#due
    this.#due = []
    return new Response(writeMessage(answer))
  }

  async #call(name: string, parameters: readonly unknown[]): Promise<unknown> {
    const { driver } = this.store
    if (name === 'listen') return void (this.#stopListening ??= driver.whenDue((due) => void this.#due.push(due)))
    if (name === 'stop listening') return this.#stopListening?.()
    if (name === 'run') return this.#run(parameters[0] as string)
    if (name === 'crash') return (this.ctx as { abort(reason: string): void }).abort('crash')
    return (driver[name as keyof typeof driver] as (...given: unknown[]) => Promise<unknown>)(...parameters)
  }

  #run(statement: string): void {
    const { storage } = this.ctx as ObjectState
    storage.sql.exec(statement)
  }

  /** The test claims the lanes. */
  override async alarm(): Promise<void> {}
}

// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  async fetch(request: Request, { DRIVER }: Environment): Promise<Response> {
    try {
      return await DRIVER.getByName(new URL(request.url).pathname.slice(1)).fetch(request)
    } catch (error) {
      return new Response(writeMessage({ error: String(error), due: [] }))
    }
  },
}

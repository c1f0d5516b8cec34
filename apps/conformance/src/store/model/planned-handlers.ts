import type { ExpectedChats } from './expected-chats.ts'
import type { HandlerName, Plan } from './messages.ts'
import type { SteppedProcess, Traffic } from './stepped-process.ts'

/** What a handler gets of the context. */
export interface HandlerContext {
  attempt: number
  replayed: boolean
  signal: AbortSignal
  reply(content: object): Promise<{ state: string }>
}

/** Handlers that do with each message what its plan says. */
export interface PlannedHandlers {
  handle(process: SteppedProcess, name: HandlerName, event: { id: string }, context: HandlerContext): Promise<void>
  /** Ends the waiting of all handlers. */
  release(): void
}

const nothing: Plan = { fails: 0, failing: 'bot', hangs: false, replies: false }

/** Creates handlers that tell when they begin and end. */
export function createPlannedHandlers(expected: ExpectedChats, traffic: Traffic): PlannedHandlers {
  const waiting = new Set<() => void>()
  return {
    async handle(process, name, { id }, context) {
      traffic.count++
      const chat = expected.chats[Number(id.split('-')[1])]!
      const run = chat.runs.get(process)!
      const { life } = run
      expected.begin(run, chat, name, context)
      const { hangs, fails, failing, replies } = life?.plan ?? nothing
      const number = life?.runs ?? 1
      let state: 'running' | 'failed' | 'finished' = 'running'
      const fail = (): void => {
        // The replies of a handler that has ended are prepared within its time.
        if (state === 'finished' && run.finished.delete(name) && life) life.successes[name]--
        if (state === 'running') run.active = undefined
        run.hasFailed = true
        state = 'failed'
      }
      const hasFailed = (): boolean => state === 'failed'
      context.signal.addEventListener('abort', fail)
      if (hangs && name === 'archive' && number === 1) await new Promise<void>((resolve) => waiting.add(resolve))
      if (!process.isAlive) await new Promise(() => {})
      if (name === failing && number <= fails && !life?.isReplayed) {
        if (!hasFailed()) fail()
        throw new Error('broken')
      }
      const reply = replies && name === 'bot' ? await context.reply({ text: id }) : undefined
      traffic.count++
      // After its time, what it does is dropped.
      if (hasFailed()) return
      state = 'finished'
      run.active = undefined
      run.finished.add(name)
      if (reply?.state === 'queued') run.hasReplied = true
      if (life) life.successes[name]++
    },
    release() {
      for (const resolve of waiting) resolve()
      waiting.clear()
    },
  }
}

import { fork, type ChildProcess } from 'node:child_process'

/** A child process that responds to each message with one message. */
export interface Child {
  /** The message that it sent when it was ready. */
  first: Record<string, unknown>
  ask<Reply>(message: object): Promise<Reply>
  stop(): void
}

const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill()))

/** Runs a file in a child process. Rejects if it reports an error instead of being ready. */
export async function startChild(file: URL, ...given: string[]): Promise<Child> {
  const child = fork(file, given, { execPath: process.execPath, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  running.add(child)
  const stop = () => {
    running.delete(child)
    child.kill()
  }
  try {
    const first = await nextMessage(child)
    return {
      first,
      async ask<Reply>(message: object) {
        const reply = nextMessage(child)
        child.send(message)
        return (await reply) as Reply
      },
      stop,
    }
  } catch (error) {
    stop()
    throw error
  }
}

/** Milliseconds to wait for a response. The warm-up of the slowest contender needs less. */
const PATIENCE = 120_000

function nextMessage(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      outcome()
    }
    const onMessage = (message: unknown) => {
      const reply = message as Record<string, unknown>
      settle(() => (typeof reply.error === 'string' ? reject(new Error(reply.error)) : resolve(reply)))
    }
    const onExit = () => settle(() => reject(new Error('the process ended')))
    const timer = setTimeout(() => settle(() => reject(new Error('no response in time'))), PATIENCE)
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Balancer } from '../kills/balancer.ts'
import type { Kill } from '../kills/kill-points.ts'
import type { ProcessOptions } from './recipe-process.ts'

const program = fileURLToPath(new URL('recipe-process.ts', import.meta.url))

/** Options of processes. */
export interface ProcessesOptions {
  /** How many run side by side. */
  count: number
  /** Each process that starts gets the next one, and the last ones get none. */
  kills: readonly Kill[]
  balancer: Balancer
  options: Omit<ProcessOptions, 'kill'>
  env: NodeJS.ProcessEnv
}

/** Processes of which another one starts whenever one was killed. */
export interface Processes {
  /** Kills that have happened, and kills that are left. */
  killed(): number
  left(): number
  /** Resolves when all of them run. Rejects when one has ended by itself. */
  ready(): Promise<void>
  /** @throws Error when a process has ended by itself. */
  check(): void
  /** Kills the processes that have a kill and did not come to its point. */
  killNow(): void
  stop(): Promise<void>
}

/** Starts processes. */
export function startProcesses({ count, kills, balancer, options, env }: ProcessesOptions): Processes {
  const queue = [...kills]
  const slots = new Map<number, { child: ChildProcess; kill: Kill | undefined }>()
  const ends = new Map<number, Promise<unknown>>()
  const failures: string[] = []
  let killed = 0
  let isOver = false

  function start(slot: number): void {
    const kill = queue.shift()
    const given: ProcessOptions = { ...options, kill }
    const child = spawn(process.execPath, [program, JSON.stringify(given)], { stdio: 'pipe', env })
    slots.set(slot, { child, kill })
    let port = 0
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      port ||= Number(text)
      balancer.ports.add(port)
    })
    ends.set(slot, once(child, 'close'))
    child.once('exit', (_code, signal) => {
      balancer.ports.delete(port)
      if (signal === 'SIGKILL') killed++
      else failures.push(complaints)
      if (!isOver && signal === 'SIGKILL') start(slot)
    })
  }

  function check(): void {
    if (failures.length > 0) throw new Error(`A process has ended by itself: ${failures.join('\n')}`)
  }

  for (let slot = 0; slot < count; slot++) start(slot)
  return {
    killed: () => killed,
    left: () => queue.length + [...slots.values()].filter(({ kill }) => kill).length,
    async ready() {
      while (balancer.ports.size < count) {
        check()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    check,
    killNow() {
      for (const { child, kill } of slots.values()) if (kill) child.kill('SIGKILL')
    },
    async stop() {
      isOver = true
      for (const { child } of slots.values()) child.kill('SIGKILL')
      await Promise.all(ends.values())
    },
  }
}

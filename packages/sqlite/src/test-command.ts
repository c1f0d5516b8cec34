import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { createWazzup } from '@wazzup-kit/core'
import { createOutbox, endRun, type AccountStore, type Outbox } from '@wazzup-kit/core/store'
import { createSqliteStore } from './index.ts'

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** The end of a command. */
interface Ended {
  code: number | null
  output: string
  errors: string
}

/** Runs `wazzup-store` in a process of its own and waits until it ends. */
export async function run(...words: string[]): Promise<Ended> {
  const { ended, printed } = start('cli.ts', words)
  return { code: await ended, output: printed.stdout, errors: printed.stderr }
}

/** Runs `wazzup-store` with `--json` and returns the printed objects. */
export async function runJson(...words: string[]): Promise<Record<string, unknown>[]> {
  const { output, errors } = await run(...words, '--json')
  expect(errors).toBe('')
  return output
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** Starts a bot in a process of its own and waits until it has opened the file. */
export async function startBot(path: string): Promise<{ lines(): string[]; kill(): Promise<unknown> }> {
  const { ended, printed, kill } = start('test-bot.ts', [path])
  await expect.poll(() => printed.stdout + printed.stderr, { timeout: 20_000 }).toContain('started')
  return {
    lines: () => (printed.stdout + printed.stderr).split('\n').slice(0, -1),
    kill() {
      kill()
      return ended
    },
  }
}

function start(file: string, words: readonly string[]) {
  const child = spawn(process.execPath, [fileOf(file), ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => (printed[name] += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { printed, ended, kill: () => child.kill('SIGKILL') }
}

export const chat = { channelId: 'c1', chatType: 'whatsapp', chatId: '79000000201' } as const

/** Stores something in a file with an outbox that sends nothing, and closes the file. */
export async function fill(
  path: string,
  store: (outbox: Outbox, account: AccountStore) => Promise<unknown>,
  account = 'main',
): Promise<void> {
  const opened = createSqliteStore({ path })
  const wazzup = createWazzup({ apiKey: 'key', fetch: () => Promise.reject(new Error('nothing leaves')) })
  const accountStore = opened.forAccount(account)
  try {
    await store(createOutbox({ wazzup, store: accountStore }), accountStore)
  } finally {
    await opened.close()
  }
}

/** Stores dead events with these ids. */
export async function addDead(account: AccountStore, ids: readonly string[]): Promise<void> {
  const { driver } = account
  const lane = 'in/a'
  await driver.commit('main', { append: ids.map((id) => ({ id, lane, data: { text: `secret of ${id}` } })) })
  const events = await driver.find('main', ids)
  const end = { state: 'dead', attempts: 6, error: 'the CRM is down' } as const
  await driver.commit('main', { settle: events.map((event) => endRun(event, end)) })
}

import { spawn } from 'node:child_process'

/** How a command ended. */
export interface Ending {
  /** What it wrote to stdout. */
  output: string
  /** What it wrote to stderr. */
  complaints: string
}

/** Where and how a command runs. */
export interface CommandOptions {
  folder: string
  /** The whole environment; this process's own unless given. */
  env?: NodeJS.ProcessEnv
  /** Milliseconds after which it is killed; 150,000 unless given. */
  longest?: number
}

/** Runs a command to its end. Rejects with everything it wrote when it fails or takes too long. */
export function runCommand(
  [command, ...args]: readonly [string, ...string[]],
  { folder, env, longest = 150_000 }: CommandOptions,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
    const ending: Ending = { output: '', complaints: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ending.output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ending.complaints += text))
    const timer = setTimeout(() => {
      ending.complaints += `Killed: it did not end within ${longest} ms\n`
      child.kill('SIGKILL')
    }, longest)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) return resolve(ending)
      const line = [command, ...args].join(' ')
      reject(new Error(`${line} ended with ${signal ?? code}\n${ending.output}${ending.complaints}`))
    })
  })
}

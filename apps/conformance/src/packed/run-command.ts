import { spawn } from 'node:child_process'

/** The output of a command that has ended. */
export interface Ending {
  /** Text of stdout. */
  output: string
  /** Text of stderr. */
  complaints: string
}

/** Folder, environment and time limit of a command. */
export interface CommandOptions {
  folder: string
  /** The whole environment; that of this process by default. */
  env?: NodeJS.ProcessEnv
  /** Milliseconds after which the command is killed; 150,000 by default, 60,000 in `startApp`. */
  longest?: number
}

/** Runs a command until it ends. Rejects with its whole output if it fails or takes too long. */
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

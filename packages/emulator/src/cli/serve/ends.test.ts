import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cli, createTestCommands, runHere, sendText, WAIT } from '../../testing/test-command.ts'

const { folder, receiver, serve, start, startProgram, whenListening } = createTestCommands()

/** Returns whether a process exists. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a closed output', () => {
  it('stops the emulator as a signal does: with its state saved, and without a word', async () => {
    const path = join(folder(), 'state.json')
    const { url, child, ended, errors } = await serve('--state', path)
    child.stdout!.destroy()
    // The request is printed, and nothing can read it.
    await sendText(url, 'Kept').catch(() => {})
    expect([await ended, errors()]).toEqual([0, ''])
    expect(await readFile(path, 'utf8')).toContain('Kept')
  })

  it('ends a command that prints more than its reader reads', async () => {
    const running = start('trigger', '--help')
    running.child.stdout!.destroy()
    expect([await running.ended, running.errors()]).toEqual([0, ''])
  })
})

it('an output that nothing reads stops neither requests nor the end', async () => {
  const running = start('--port', '0', '--json')
  const url = await whenListening(running)
  running.child.stdout!.pause()
  const headers = { authorization: 'Bearer emulator-api-key', 'content-type': 'application/json' }
  const body = JSON.stringify({ text: 'a'.repeat(900_000) })
  for (let request = 0; request < 12; request += 1)
    await (await fetch(`${url}/v3/message`, { method: 'POST', headers, body })).text()
  await expect.poll(running.errors, WAIT).toContain('Nothing reads the output, so lines are dropped')
  running.stop('SIGTERM')
  await new Promise<void>((resolve) => void running.child.once('exit', () => resolve()))
})

it('a full disk ends the output and not the emulator, whose exit code is 1', async () => {
  if (process.platform !== 'linux') return
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  server.close()
  const full = openSync('/dev/full', 'w')
  const running = startProgram(process.execPath, [cli, '--port', String(port)], { stdio: ['ignore', full, 'pipe'] })
  await expect.poll(running.errors, WAIT).toMatch(/^The output cannot be written.*ENOSPC.*\n$/)
  const url = `http://127.0.0.1:${port}`
  await expect.poll(() => sendText(url, 'Hello').catch(() => 0), WAIT).toBe(201)
  running.stop('SIGTERM')
  expect(await running.ended).toBe(1)
})

it('a signal ends the emulator although an address has not responded to a delivery', async () => {
  const { url, ended, stop } = await serve()
  const hook = await receiver(() => {})
  await runHere('forward', hook.url, '--url', url)
  expect(await sendText(url, 'Hello')).toBe(201)
  await expect.poll(() => hook.got.length, WAIT).toBe(1)
  const stopped = performance.now()
  stop('SIGTERM')
  expect(await ended).toBe(0)
  // Without an end of its own, it would wait for the 30 seconds of the delivery.
  expect(performance.now() - stopped).toBeLessThan(10_000)
})

it('a signal to npx ends the emulator', async () => {
  if (process.platform === 'win32') return
  const bin = join(folder(), 'node_modules', '.bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(folder(), 'package.json'), '{}')
  await writeFile(join(bin, 'wazzup-emulator'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`)
  await chmod(join(bin, 'wazzup-emulator'), 0o755)
  const args = ['--offline', 'wazzup-emulator', '--port', '0', '--json']
  const npx = startProgram('npx', args, { cwd: folder(), stdio: ['ignore', 'pipe', 'pipe'] })
  await whenListening(npx)
  const { pid } = JSON.parse(npx.output().split('\n')[0]!) as { pid: number }
  npx.stop('SIGTERM')
  await expect.poll(() => isAlive(pid), WAIT).toBe(false)
})

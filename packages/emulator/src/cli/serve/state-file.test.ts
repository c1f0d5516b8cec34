import { access, readFile, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, createTestCommands, sendText as send, WAIT } from '../../testing/test-command.ts'

const { folder, run, serve, startProgram, whenListening } = createTestCommands()

describe('--state', () => {
  it('continues from the saved state', async () => {
    const path = join(folder(), 'state.json')
    const first = await serve('--state', path, '--seed', 'kept')
    expect(await send(first.url, 'Kept')).toBe(201)
    first.stop('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ seed: 'kept', ledger: [{ text: 'Kept' }] })
    const second = await serve('--state', path)
    expect(await send(second.url, 'Also kept')).toBe(201)
    second.stop('SIGINT')
    expect(await second.ended).toBe(0)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      ledger: [{ text: 'Kept' }, { text: 'Also kept' }],
    })
  })

  it('keeps the state when the process is killed, except for the last second', async () => {
    const path = join(folder(), 'state.json')
    const { url, ended, stop } = await serve('--state', path)
    await send(url, 'Kept')
    await expect.poll(() => readFile(path, 'utf8'), WAIT).toContain('Kept')
    stop('SIGKILL')
    await ended
    expect((await serve('--state', path)).output()).toContain('Wazzup emulator')
  })

  it('rejects a file that is no state, another seed, and a path that cannot be written', async () => {
    const path = join(folder(), 'state.json')
    await writeFile(path, '{"some":"json"}')
    expect(await run('--state', path)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`${path}: The saved state cannot be read: it is not the state of an emulator.`),
    })
    expect(await readFile(path, 'utf8')).toBe('{"some":"json"}')
    const nowhere = join(folder(), 'nowhere', 'state.json')
    expect(await run('--state', nowhere)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('cannot be written'),
    })
    const kept = join(folder(), 'kept.json')
    const { stop, ended } = await serve('--state', kept, '--seed', 'one')
    stop('SIGINT')
    await ended
    expect(await run('--state', kept, '--seed', 'two')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('"one"'),
    })
  })

  it('is locked against a second emulator, until the first one ends', async () => {
    const path = join(folder(), 'state.json')
    const first = await serve('--state', path)
    expect(await run('--port', '0', '--state', path)).toEqual({
      code: 1,
      output: '',
      errors: expect.stringMatching(
        new RegExp(
          `^${path} is in use by another emulator \\(process ${first.child.pid} on .+\\): stop it, or use another`,
        ),
      ),
    })
    first.stop('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(await readdir(folder())).toEqual(['state.json'])
    const second = await serve('--state', path)
    second.stop('SIGKILL')
    await second.ended
    await access(`${path}.lock`)
    const third = await serve('--state', path)
    third.stop('SIGTERM')
    expect(await third.ended).toBe(0)
  })

  it('is locked by an emulator on another machine while that one touches its lock', async () => {
    const path = join(folder(), 'state.json')
    await writeFile(`${path}.lock`, '{"pid":1,"host":"another machine"}')
    expect(await run('--state', path)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('process 1 on another'),
    })
    const before = new Date(Date.now() - 60_000)
    await utimes(`${path}.lock`, before, before)
    const { stop, ended } = await serve('--state', path)
    stop('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('is locked against a second account of the same emulator', async () => {
    const state = join(folder(), 'state.json')
    const accounts = ['one', 'two'].map((name) => join(folder(), `${name}.json`))
    for (const path of accounts) await writeFile(path, JSON.stringify({ state }))
    const { code, errors } = await run('--port', '0', ...accounts.flatMap((path) => ['--account', path]))
    expect([code, errors]).toEqual([1, expect.stringContaining(`${state} is in use by another emulator`)])
    expect((await readdir(folder())).sort()).toEqual(['one.json', 'state.json', 'two.json'])
  })

  it('leaves no lock behind when the emulator does not start', async () => {
    const path = join(folder(), 'state.json')
    const { url } = await serve()
    expect(await run('--state', path, '--port', new URL(url).port)).toMatchObject({ code: 1 })
    expect(await readdir(folder())).toEqual(['state.json'])
  })

  it('keeps the old file on a full disk, prints the reason once, and ends with code 1', async () => {
    if (process.platform !== 'linux') return
    const path = join(folder(), 'state.json')
    // A limit of the size of files stands for a full disk: 100 blocks of 512 bytes.
    const command = 'ulimit -f 100; exec "$0" "$@"'
    const args = ['-c', command, process.execPath, cli, '--port', '0', '--state', path]
    const running = startProgram('sh', args)
    const url = await whenListening(running)
    const kept = await readFile(path, 'utf8')
    const text = 'a'.repeat(10_000)
    for (let message = 0; message < 12; message += 1) expect(await send(url, text)).toBe(201)
    await expect.poll(running.errors, WAIT).toContain(`${path} cannot be written: EFBIG`)
    for (let message = 0; message < 2; message += 1) expect(await send(url, text)).toBe(201)
    running.stop('SIGTERM')
    expect(await running.ended).toBe(1)
    expect(running.errors().match(/The emulator continues/g)).toHaveLength(1)
    expect(await readFile(path, 'utf8')).toBe(kept)
    expect(await readdir(folder())).toEqual(['state.json'])
  })

  it('rejects a path that is not a file', async () => {
    expect(await run('--state', folder())).toMatchObject({
      code: 1,
      errors: expect.stringContaining('it is not a file'),
    })
  })
})

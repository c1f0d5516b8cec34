import { describe, expect, it } from 'vitest'
import { addDead, chat, fill, run, runJson, startBot } from './test-command.ts'
import { createPath, openStore, runOn, skipReason } from './test-files.ts'

const later = 4_000_000_000_000

/** Less than the minute after which a bot looks by itself. */
const soon = { timeout: 20_000 }

describe.skipIf(skipReason)(`wazzup-store beside a running bot ${skipReason || ''}`, { timeout: 60_000 }, () => {
  it('lists, counts, cancels, replays and forgets, and the bot notices at once', async () => {
    const path = createPath()
    await fill(path, async (outbox) => {
      await outbox.send({ ...chat, text: 'Now' }, { id: 'now' })
      await outbox.send({ ...chat, text: 'Later' }, { id: 'later', notBefore: later })
      await outbox.send({ ...chat, chatId: '79000000202', text: 'Never' }, { id: 'never', notBefore: later })
    })
    const bot = await startBot(path)
    await expect
      .poll(() => runJson('list', '--dead', '--store', path), soon)
      .toMatchObject([
        { id: expect.stringMatching(/^news:accepted:now:0:\d+$/), error: 'Error: the CRM has no such order' },
      ])
    expect(await runJson('list', '--store', path)).toMatchObject([
      { id: 'later', state: 'queued' },
      { id: 'never', state: 'queued' },
    ])
    expect(await runJson('list', '--state', 'accepted', '--store', path)).toMatchObject([
      { id: 'now', state: 'accepted', messageId: 'm1' },
    ])
    expect(await runJson('stats', '--store', path)).toMatchObject([{ dead: 1, paused: [] }])

    expect(await run('cancel', 'later', 'now', '--store', path)).toEqual({
      code: 1,
      output: '1 cancelled.\n',
      errors: '"now" was not cancelled: its state is accepted.\n',
    })
    await expect.poll(bot.lines, soon).toContain('cancelled later')
    expect(await run('replay', '--all', '--store', path)).toMatchObject({ code: 0, output: '1 replayed.\n' })
    await expect.poll(bot.lines, soon).toContain('handled now')
    const words = ['--channel', chat.channelId, '--chat-type', chat.chatType, '--chat-id', '79000000202']
    expect(await run('forget', ...words, '--store', path)).toMatchObject({ code: 0 })
    expect(await runJson('list', '--state', 'queued', '--store', path)).toEqual([])
    expect(bot.lines()).toEqual([
      'started 0',
      'error Error: the CRM has no such order',
      'error Error: accepted is not told any more after 1 runs; see deadLetters: Error: the CRM has no such order',
      'cancelled later',
      'handled now',
    ])
  })

  it('changes thousands of rows while the bot goes on writing', async () => {
    const path = createPath()
    const ids = Array.from({ length: 2_000 }, (_, index) => `d${index}`)
    await fill(path, (_, account) => addDead(account, ids))
    const bot = await startBot(path)
    expect(await run('replay', '--all', '--store', path)).toEqual({ code: 0, output: '2000 replayed.\n', errors: '' })
    expect(bot.lines()).toEqual(['started 2000'])
    expect(await runJson('stats', '--store', path)).toMatchObject([{ waiting: { in: 2_000 }, dead: 0 }])
  })

  it('makes a change that the bot began before it stale', async () => {
    const path = createPath()
    await fill(path, (outbox) => outbox.send({ ...chat, text: 'Later' }, { id: 'later', notBefore: later }))
    const { driver } = openStore({ path })
    const write = async () => {
      const [record] = await driver.read('main', ['entry/later'])
      return { key: 'entry/later', value: record!.value, version: record!.version }
    }
    await driver.commit('main', { write: [await write()] })
    const begun = await write()
    expect(await run('cancel', 'later', '--store', path)).toMatchObject({ code: 0 })
    expect(await driver.commit('main', { write: [begun] })).toBe(undefined)
    expect(await driver.commit('main', { write: [await write()] })).toEqual({ appended: [] })
  })

  it('shows what a killed bot has stored', async () => {
    const path = createPath()
    await fill(path, (outbox) => outbox.send({ ...chat, text: 'Later' }, { id: 'later', notBefore: later }))
    const bot = await startBot(path)
    await bot.kill()
    expect(await runJson('list', '--store', path)).toMatchObject([{ id: 'later', state: 'queued' }])
    expect(await run('cancel', 'later', '--store', path)).toMatchObject({ code: 0, output: '1 cancelled.\n' })
  })

  it('says that the file is busy when another program does not end its transaction', async () => {
    const path = createPath()
    await fill(path, (outbox) => outbox.send({ ...chat, text: 'Later' }, { id: 'later', notBefore: later }))
    const other = runOn(path, 'BEGIN IMMEDIATE')
    try {
      expect(await runJson('list', '--store', path)).toHaveLength(1)
      expect(await run('cancel', 'later', '--store', path)).toEqual({
        code: 1,
        output: '',
        errors: `"${path}" is busy: another process writes to it. Try again.\n`,
      })
    } finally {
      other.close()
    }
  })
})

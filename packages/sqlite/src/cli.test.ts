import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addDead, chat, fill, run, runJson } from './test-command.ts'
import { createPath, runOn, skipReason } from './test-files.ts'

const later = 4_000_000_000_000

const fillWithMessages = (path: string, ids: readonly string[], account?: string): Promise<void> =>
  fill(
    path,
    async (outbox) => {
      for (const id of ids) {
        await outbox.send(
          { ...chat, text: `secret of ${id}` },
          { id, notBefore: later, data: { order: `secret ${id}` } },
        )
      }
    },
    account,
  )

describe.skipIf(skipReason)(`the command wazzup-store ${skipReason || ''}`, { timeout: 60_000 }, () => {
  it('prints its help', async () => {
    for (const words of [['--help'], ['help'], ['list', '-h']]) {
      const { code, output } = await run(...words)
      expect(code).toBe(0)
      expect(output).toContain('wazzup-store cancel <ids...>')
    }
  })

  it.each([
    [[], 'Which command?'],
    [['remove', '--store', 'bot.db'], 'There is no command remove.'],
    [['list', '--colour'], "Unknown option '--colour'"],
    [['list'], '--store <path> is missing.'],
    [['cancel', 'a', '--dead', '--store', 'bot.db'], 'cancel has no option --dead.'],
    [['cancel', '--store', 'bot.db'], 'cancel needs the ids of messages.'],
    [['replay', '--store', 'bot.db'], 'replay needs either the ids of dead events or --all.'],
    [['replay', 'a', '--all', '--store', 'bot.db'], 'replay needs either'],
    [['forget', '--channel', 'c', '--store', 'bot.db'], 'forget needs --channel, --chat-type and --chat-id.'],
    [['list', 'a', '--store', 'bot.db'], 'list takes no ids.'],
    [['list', '--dead', '--waiting', '--store', 'bot.db'], 'Only one of --dead, --waiting can be given.'],
  ])('exits with code 2 and the usage for %j', async (words, reason) => {
    const { code, output, errors } = await run(...words)
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(errors).toContain(reason)
    expect(errors).toContain('wazzup-store list ')
  })

  it('creates no file when the store is missing', async () => {
    const path = createPath()
    for (const words of [['list'], ['cancel', 'a']]) {
      expect(await run(...words, '--store', path)).toEqual({
        code: 1,
        output: '',
        errors: `There is no file "${path}".\n`,
      })
    }
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it('names what a store in PostgreSQL needs, and prints no password', async () => {
    expect(await run('list', '--store', 'postgres://bot:canary@localhost/bot')).toEqual({
      code: 1,
      output: '',
      errors: 'A store in PostgreSQL needs @wazzup-kit/postgres, which does not exist yet.\n',
    })
  })

  it.each([
    ['of another program', 'CREATE TABLE users (id)', 'is the database of another program.'],
    ['of a newer version', 'PRAGMA user_version = 99', 'was written by a newer version of @wazzup-kit/sqlite'],
    ['of an older version', 'PRAGMA user_version = 0', 'Start your bot'],
  ])('changes no file %s', async (_, sql, reason) => {
    const path = createPath()
    if (!sql.startsWith('CREATE')) await fillWithMessages(path, ['a'])
    runOn(path, sql).close()
    for (const words of [['list'], ['cancel', 'a']]) {
      const { code, output, errors } = await run(...words, '--store', path)
      expect({ code, output }).toEqual({ code: 1, output: '' })
      expect(errors).toContain(reason)
      expect(errors.trimEnd().split('\n')).toHaveLength(1)
    }
    runOn(path, sql.startsWith('CREATE') ? 'DROP TABLE users' : 'DELETE FROM wazzup_records').close()
  })

  it('rejects a file that is no database', async () => {
    const path = createPath()
    writeFileSync(path, 'Hello '.repeat(500))
    const { code, errors } = await run('stats', '--store', path)
    expect(code).toBe(1)
    expect(errors).toBe(`"${path}" is not a SQLite database. Give the store a file of its own.\n`)
  })

  it('asks for an account when there are several, and lists them', async () => {
    const path = createPath()
    await fillWithMessages(path, ['a'], 'main')
    await fillWithMessages(path, ['b'], 'other')
    expect(await run('list', '--store', path)).toMatchObject({
      code: 1,
      errors: `"${path}" has several accounts: choose one of "main", "other" with --account.\n`,
    })
    expect(await runJson('list', '--store', path, '--account', 'other')).toMatchObject([{ id: 'b' }])
    expect(await run('list', '--store', path, '--account', 'third')).toMatchObject({
      code: 1,
      errors: `"${path}" has no account "third", only "main", "other".\n`,
    })
  })
})

describe.skipIf(skipReason)(`wazzup-store list ${skipReason || ''}`, { timeout: 60_000 }, () => {
  it('shows messages that have not ended, without their contents', async () => {
    const path = createPath()
    await fillWithMessages(path, ['a', 'b'])
    await fill(path, (outbox) => outbox.cancel('b'))
    const { code, output } = await run('list', '--store', path)
    expect(code).toBe(0)
    expect(output.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['ID', 'STATE', 'AGE', 'CHAT', 'CHANNEL', 'CODE'],
      ['a', 'queued', expect.stringMatching(/^\d+ s$/), 'whatsapp 79000000201', 'c1'],
      [''],
    ])
    const [row, ...more] = await runJson('list', '--store', path)
    expect(more).toEqual([])
    expect(row).toMatchObject({ id: 'a', state: 'queued', ...chat })
    expect(JSON.stringify(row)).not.toContain('secret')
    expect(await runJson('list', '--store', path, '--contents')).toMatchObject([
      { content: [{ text: 'secret of a' }], data: { order: 'secret a' } },
    ])
    expect((await run('list', '--store', path, '--contents')).output).toContain('secret of a')
    expect(await runJson('list', '--store', path, '--state', 'queued,cancelled')).toMatchObject([
      { id: 'a' },
      { id: 'b', state: 'cancelled' },
    ])
    expect(await run('list', '--store', path, '--state', 'sent')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--state has no state "sent"; use queued, sending,'),
    })
    expect((await run('list', '--store', path, '--state', 'failed')).output).toBe('No messages.\n')
  })

  it('continues after the last row of a page', async () => {
    const path = createPath()
    const ids = Array.from({ length: 1_203 }, (_, index) => `m${String(index).padStart(4, '0')}`)
    await fill(path, (outbox) =>
      Promise.all(ids.map((id) => outbox.send({ ...chat, text: 'Hello' }, { id, notBefore: later }))),
    )
    const idsOf = async (...words: string[]) => (await runJson('list', '--store', path, ...words)).map(({ id }) => id)
    expect(await idsOf()).toEqual(ids.slice(0, 100))
    expect(await idsOf('--after', 'm0099', '--limit', '2')).toEqual(['m0100', 'm0101'])
    expect(await idsOf('--limit', '5000')).toEqual(ids)
    const { errors } = await run('list', '--store', path, '--limit', '7')
    expect(errors).toBe('There may be more: --after m0006\n')
    expect(await run('list', '--store', path, '--limit', 'all')).toMatchObject({
      code: 1,
      errors: '--limit must be a whole number of 1 or more; got "all".\n',
    })
  })

  it('shows dead and waiting events, without their contents', async () => {
    const path = createPath()
    await fill(path, async (_, account) => {
      await addDead(account, ['d1', 'd2'])
      await account.driver.commit('main', {
        append: [
          { id: 'w1', lane: 'in/b', data: { text: 'secret' } },
          { id: 'w2', lane: 'check/b', data: { text: 'secret' } },
        ],
      })
    })
    const [first, second] = await runJson('list', '--dead', '--store', path)
    expect([first, second]).toMatchObject([
      { id: 'd1', lane: 'in/a', attempts: 6, error: 'the CRM is down' },
      { id: 'd2' },
    ])
    expect(first).not.toHaveProperty('data')
    const after = String(first!.position)
    expect(await runJson('list', '--dead', '--after', after, '--store', path)).toMatchObject([{ id: 'd2' }])
    expect((await run('list', '--dead', '--store', path)).output).toMatch(/d1 +in\/a +6 +\d+ s +the CRM is down\n/)
    expect(await runJson('list', '--waiting', '--lane', 'in/', '--contents', '--store', path)).toMatchObject([
      { id: 'w1', data: { text: 'secret' } },
    ])
    const { output } = await run('list', '--waiting', '--store', path)
    expect(output).toMatch(/w1 +in\/b +0 +\d+ s +now/)
    expect(output).not.toContain('secret')
  })

  it('prints nothing that acts on a terminal', async () => {
    const path = createPath()
    await fillWithMessages(path, ['a\u001B[2J\u009B2J\n\u202Eb'])
    const { output } = await run('list', '--store', path)
    expect(output).toContain(String.raw`a\u001b[2J\u009b2J\u000a\u202eb  queued`)
    expect((await run('list', '--store', path, '--json')).output).not.toContain('\u009B')
    expect(await runJson('list', '--store', path)).toMatchObject([{ id: 'a\u001B[2J\u009B2J\n\u202Eb' }])
  })
})

describe.skipIf(skipReason)(`the verbs of wazzup-store ${skipReason || ''}`, { timeout: 60_000 }, () => {
  it('replays dead events by their ids, and all', async () => {
    const path = createPath()
    const ids = Array.from({ length: 230 }, (_, index) => `d${index}`)
    await fill(path, (_, account) => addDead(account, ids))
    expect(await run('replay', 'd5', 'x', '--store', path)).toEqual({
      code: 1,
      output: '1 replayed.\n',
      errors: '"x" was not replayed: it is not in the store.\n',
    })
    expect(await run('replay', 'd5', '--json', '--store', path)).toEqual({
      code: 1,
      output: '{"id":"d5","replayed":false,"reason":"it is not dead, and its state is waiting"}\n',
      errors: '',
    })
    expect(await run('replay', '--all', '--store', path)).toEqual({ code: 0, output: '229 replayed.\n', errors: '' })
    expect(await runJson('stats', '--store', path)).toMatchObject([{ account: 'main', waiting: { in: 230 }, dead: 0 }])
  })

  it('cancels messages that have not left, like the outbox', async () => {
    const path = createPath()
    await fillWithMessages(path, ['a', 'b'])
    expect(await run('cancel', 'a', 'c', '--store', path)).toEqual({
      code: 1,
      output: '1 cancelled.\n',
      errors: '"c" was not cancelled: it is not in the outbox.\n',
    })
    expect(await run('cancel', 'a', '--store', path)).toMatchObject({
      code: 1,
      errors: '"a" was not cancelled: its state is cancelled.\n',
    })
    await fill(path, async (outbox) => {
      expect(await outbox.get('a')).toMatchObject({ state: 'cancelled' })
      expect(await outbox.get('b')).toMatchObject({ state: 'queued' })
    })
    // The handlers of the bot will be called.
    expect(await runJson('list', '--waiting', '--lane', 'news/', '--store', path)).toMatchObject([
      { id: expect.stringMatching(/^news:cancelled:a:0:\d+$/) },
    ])
  })

  it('forgets a chat', async () => {
    const path = createPath()
    await fillWithMessages(path, ['a'])
    const words = ['--channel', 'c1', '--chat-type', 'whatsapp', '--chat-id', '79000000201', '--store', path]
    expect(readFileSync(path).includes('secret of a')).toBe(true)
    expect(await run('forget', ...words)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^\d+ rows? deleted/),
    })
    expect(readFileSync(path).includes('secret of a')).toBe(false)
    expect(await run('list', '--store', path)).toMatchObject({ output: 'No messages.\n' })
    expect(await runJson('forget', ...words)).toEqual([{ deleted: 0 }])
  })

  it('counts what waits and is dead, and names what is paused', async () => {
    const path = createPath()
    await fill(path, async (_, account) => {
      await addDead(account, ['d1'])
      await account.driver.commit('main', {
        append: [{ id: 'w1', lane: 'in/b', data: 1 }],
        write: [
          {
            key: 'channel/c1',
            value: { state: 'active', timestamp: '', code: 'CHANNEL_BLOCKED' },
            version: undefined,
          },
        ],
      })
    })
    expect((await run('stats', '--store', path)).output).toMatch(
      /^QUEUE +WAITING +OLDEST\nin +1 +\d+ s\n1 dead event\nChannel c1 is paused: CHANNEL_BLOCKED\n$/,
    )
    expect(await runJson('stats', '--store', path)).toEqual([
      {
        account: 'main',
        waiting: { in: 1 },
        oldest: { in: expect.any(Number) },
        dead: 1,
        paused: [{ channelId: 'c1', reason: 'CHANNEL_BLOCKED' }],
      },
    ])
  })
})

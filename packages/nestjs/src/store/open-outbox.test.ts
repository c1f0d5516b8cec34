import { Logger } from '@nestjs/common'
import { createWazzup } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, type Outbox } from '@wazzup-kit/core/store'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { WazzupModuleOptions } from '../wazzup.options.ts'
import { getOutboxToken } from '../wazzup.tokens.ts'

const client = { apiKey: 'key' }

describe('an app does not start', () => {
  const store = createMemoryStore()
  const outbox = createOutbox({ wazzup: createWazzup(client), store: store.forAccount('main') })
  test.each<[string, Partial<WazzupModuleOptions>]>([
    ['"account" needs "store"', { account: 'main' }],
    ['"outbox" needs "store"', { outbox: {} }],
    ['"work" needs "store"', { work: 'elsewhere' }],
    [`"work" must be 'here' or 'elsewhere'; got "there"`, { store, work: 'there' as 'here' }],
    ['has "store" and an outbox in "webhooks"', { store, webhooks: { secret: false, outbox } }],
    ['must be a text of 1 to 200 characters', { store, account: ' ' }],
  ])('because %s', async (message, options) => {
    expect(await failureToStart({ imports: [WazzupModule.forRoot({ client, ...options })] })).toContain(message)
  })

  test('because two registrations use the same account', async () => {
    const imports = [
      WazzupModule.forRoot({ client, store, account: 'main' }),
      WazzupModule.forRoot({ name: 'branch', client, store, account: 'main' }),
    ]
    expect(await failureToStart({ imports })).toContain('use the same account "main" of a store')
  })

  test('because two registrations of tenants use the same store', async () => {
    const tenants = { store, resolve: () => undefined }
    const imports = [
      WazzupModule.forTenants(tenants),
      WazzupModule.forTenants({ name: 'b', path: 'b/:tenant', ...tenants }),
    ]
    expect(await failureToStart({ imports })).toContain('use the same account "wazzup-kit/tenants" of a store')
  })
})

test('the options of the outbox are those of createOutbox, for example linkTo', async () => {
  const outbox = { linkTo: (file: string) => `https://files.example/${file}` }
  const imports = [WazzupModule.forRoot({ client, store: createMemoryStore(), work: 'elsewhere', outbox })]
  const { app } = await startApp(platforms[0], { imports })
  const offer = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', file: 'offer.pdf' } as const
  expect(await app.get<Outbox>(getOutboxToken()).send(offer, { id: 'offer/17' })).toMatchObject({ state: 'queued' })
})

test('the end of a message that no method handles is written to the log of Nest', async () => {
  const lines = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {})
  onTestFinished(() => lines.mockRestore())
  const imports = [WazzupModule.forRoot({ client, store: createMemoryStore(), work: 'elsewhere' })]
  const { app } = await startApp(platforms[0], { imports })
  const outbox = app.get<Outbox>(getOutboxToken())
  const late = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', text: 'late' } as const
  await outbox.send(late, { id: 'late', expiresIn: 1 })
  await vi.waitFor(async () => {
    await outbox.drain({ deadline: 5_000 })
    expect(lines).toHaveBeenCalledWith(expect.stringMatching(/no handler: expired .*entry "late"/), expect.anything())
  })
})

import { Controller, Inject, Injectable, Scope } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Message, Webhooks } from '@wazzup-kit/core'
import { createMemoryStore, type Entry, type Outbox } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { beforeEach, describe, expect, test } from 'vitest'
import { InjectOutbox } from '../inject-wazzup.decorators.ts'
import { failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getOutboxToken, getWebhooksToken } from '../wazzup.tokens.ts'
import { OnOutbox, type WazzupEntryContext } from './on-outbox.decorator.ts'
import { OnQuiet, type WazzupQuietContext } from './on-quiet.decorator.ts'
import { OnWazzup } from './on-wazzup.decorator.ts'

const [express] = platforms
const emulator = createEmulator()
const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
beforeEach(() => emulator.reset())

const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const

/** An app whose store has the clock of the emulator, so that a test decides when a chat is quiet. It handles in `drain`. */
async function start(providers: (new (...parts: never[]) => object)[]) {
  const store = createMemoryStore({ clock: emulator.clock })
  const webhooks = { secret: false, onError: () => {} } as const
  const forRoot = (name?: string) =>
    WazzupModule.forRoot({ name, path: name ?? 'wazzup', client, store, webhooks, work: 'elsewhere' })
  const { app } = await startApp(express, { imports: [forRoot(), forRoot('branch')], providers })
  const receiver = app.get<Webhooks>(getWebhooksToken())
  const drain = () => receiver.drain({ deadline: 5_000 })
  const write = (text: string, age = 0) => {
    const dateTime = new Date(emulator.clock.now() - age).toISOString()
    return receiver.receive({ body: buildDelivery('message', { ...chat, messageId: text, text, dateTime }) })
  }
  return { app, receiver, drain, write }
}

test('@OnQuiet gets the messages of a chat once it is quiet, and replies', async () => {
  class Bot {
    @OnQuiet({ quiet: 4_000 })
    async answer(messages: readonly Message[], { reply }: WazzupQuietContext): Promise<void> {
      await reply({ text: messages.map(({ text }) => text).join(' and ') })
    }
  }
  const { drain, write } = await start([Bot])
  await write('one')
  emulator.clock.advance(3_000)
  await write('two')
  await drain()
  expect(emulator.ledger).toEqual([])
  emulator.clock.advance(5_000)
  await drain()
  expect(emulator.ledger.map(({ text }) => text)).toEqual(['one and two'])
})

test('@OnWazzup passes maxAge and whilePaused to core', async () => {
  const heard: string[] = []
  class Bot {
    @OnWazzup('message', { maxAge: 60_000, whilePaused: 'skip' })
    answer({ text }: Message): void {
      heard.push(`answer ${text}`)
    }

    @OnWazzup('message')
    save({ text }: Message): void {
      heard.push(`save ${text}`)
    }
  }
  const { receiver, drain, write } = await start([Bot])
  await write('old', 61_000)
  await write('new')
  await drain()
  await receiver.chat(chat).pause(60_000)
  await write('paused')
  await drain()
  expect(heard).toEqual(['save old', 'answer new', 'save new', 'save paused'])
})

test('@OnOutbox gets the events of the entries of its account, and @InjectOutbox sends them', async () => {
  const told: unknown[] = []
  @Injectable()
  class Notices {
    constructor(
      @InjectOutbox() readonly outbox: Outbox,
      @InjectOutbox('branch') readonly branch: Outbox,
    ) {}

    @OnOutbox('accepted')
    onAccepted({ id }: Entry, { attempt, tenant }: WazzupEntryContext): void {
      told.push(['accepted', id, attempt, tenant])
    }

    @OnOutbox('accepted')
    alsoOnAccepted({ id }: Entry): void {
      told.push(['also accepted', id])
    }

    @OnOutbox(['rejected', 'failed'], { name: 'branch' })
    onRejected({ id, code }: Entry, { event }: WazzupEntryContext): void {
      told.push([event, id, code])
    }
  }
  const { app } = await start([Notices])
  const { outbox, branch } = app.get(Notices)
  expect(outbox).not.toBe(branch)
  await outbox.send({ ...chat, text: 'Ready.' }, { id: 'ready:17' })
  await branch.send({ ...chat, chatId: 'no number', text: 'Ready.' }, { id: 'ready:17' })
  for (const each of [outbox, branch]) await each.drain({ deadline: 5_000 })
  expect(told).toEqual([
    ['accepted', 'ready:17', 1, undefined],
    ['also accepted', 'ready:17'],
    ['rejected', 'ready:17', expect.any(String)],
  ])
})

describe('without a store, an app does not start', () => {
  const imports = [WazzupModule.forRoot({ client, webhooks: { secret: false } })]

  test('with @OnQuiet', async () => {
    class Bot {
      @OnQuiet({ quiet: 4_000 })
      answer(): void {}
    }
    const failure = await failureToStart({ imports, providers: [Bot] })
    expect(failure).toBe('Bot.answer would never be called: WazzupModule "default" has no `store`')
  })

  test('with @OnOutbox', async () => {
    class Bot {
      @OnOutbox('failed')
      alert(): void {}
    }
    const failure = await failureToStart({ imports, providers: [Bot] })
    expect(failure).toBe('Bot.alert would never be called: WazzupModule "default" has no `store`')
  })

  test('with @InjectOutbox on a parameter', async () => {
    @Injectable()
    class Sender {
      constructor(@InjectOutbox() readonly outbox: Outbox) {}
    }
    const failure = await failureToStart({ imports, providers: [Sender] })
    expect(failure).toBe('Sender injects the outbox of WazzupModule "default", which has no `store`')
  })

  test.each([Scope.REQUEST, Scope.TRANSIENT])('with @InjectOutbox in a class of the scope %i', async (scope) => {
    @Injectable({ scope })
    class Sender {
      constructor(
        @Inject(HttpAdapterHost) readonly host: HttpAdapterHost,
        @InjectOutbox() readonly outbox: Outbox,
      ) {}
    }
    @Injectable({ scope })
    class Other {
      @InjectOutbox()
      readonly outbox!: Outbox
    }
    for (const provider of [Sender, Other]) {
      const failure = await failureToStart({ imports, providers: [provider] })
      expect(failure).toBe(`${provider.name} injects the outbox of WazzupModule "default", which has no \`store\``)
    }
  })

  test('with the outbox in a controller', async () => {
    @Controller()
    class Sender {
      constructor(@Inject(getOutboxToken()) readonly outbox: Outbox) {}
    }
    const failure = await failureToStart({ imports, controllers: [Sender] })
    expect(failure).toBe('Sender injects the outbox of WazzupModule "default", which has no `store`')
  })

  test('with @InjectOutbox in a base class', async () => {
    class Base {
      constructor(@InjectOutbox() readonly outbox: Outbox) {}
    }
    class Sender extends Base {}
    const failure = await failureToStart({ imports, providers: [Sender] })
    expect(failure).toBe('Sender injects the outbox of WazzupModule "default", which has no `store`')
  })

  test('with @InjectOutbox on a property', async () => {
    class Sender {
      @InjectOutbox()
      readonly outbox!: Outbox
    }
    const failure = await failureToStart({ imports, providers: [Sender] })
    expect(failure).toBe('Sender injects the outbox of WazzupModule "default", which has no `store`')
  })
})

test('an app does not start with an option that core rejects', async () => {
  class Bot {
    @OnQuiet({ quiet: -1 })
    answer(): void {}
  }
  const store = createMemoryStore()
  const imports = [WazzupModule.forRoot({ client, store, webhooks: { secret: false } })]
  const failure = await failureToStart({ imports, providers: [Bot] })
  expect(failure).toContain('@OnQuiet on Bot.answer:')
  expect(failure).toContain('quiet')
})

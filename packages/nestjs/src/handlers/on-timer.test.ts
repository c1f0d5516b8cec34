import { Injectable } from '@nestjs/common'
import { createMemoryStore, type Timer, type Timers } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { InjectTimers } from '../inject-wazzup.decorators.ts'
import { WazzupRegistry } from '../tenants/wazzup-registry.service.ts'
import { failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getTimersToken } from '../wazzup.tokens.ts'
import { Every, OnTimer, type WazzupTimerContext } from './on-timer.decorator.ts'

const [express] = platforms
const emulator = createEmulator({ now: () => Date.parse('2026-06-01T12:00:00Z') })
const { clock } = emulator
const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
const minute = 60_000

@Injectable()
class Alerts {
  readonly told: unknown[] = []

  constructor(
    @InjectTimers() readonly timers: Timers,
    @InjectTimers('branch') readonly branch: Timers,
  ) {}

  @OnTimer('unanswered')
  onUnanswered({ key, data }: Timer, { attempt, tenant }: WazzupTimerContext): void {
    this.told.push([key, data, attempt, tenant])
  }

  @OnTimer('unanswered', { name: 'branch', timeout: 5_000 })
  onUnansweredInBranch({ key }: Timer): void {
    this.told.push(['branch', key])
  }

  @Every('guard', 60 * minute)
  guard({ attempt, tenant }: WazzupTimerContext): void {
    this.told.push(['guard', attempt, tenant])
  }
}

test('@OnTimer and @Every get the timers of their account, and @InjectTimers sets them', async () => {
  const store = createMemoryStore({ clock })
  const forRoot = (name?: string) => WazzupModule.forRoot({ name, client, store, work: 'elsewhere' })
  const { app } = await startApp(express, { imports: [forRoot(), forRoot('branch')], providers: [Alerts] })
  const { timers, branch, told } = app.get(Alerts)
  expect(app.get(getTimersToken())).toBe(timers)
  const drain = () => Promise.all([timers, branch].map((each) => each.drain({ deadline: 5_000 })))
  await drain()
  for (const each of [timers, branch]) {
    await each.set('unanswered', 'chat 1', { at: clock.now() + 15 * minute, data: { name: 'Ann' }, once: true })
  }
  clock.advance(15 * minute)
  await drain()
  expect(told.splice(0).toSorted()).toEqual([
    ['branch', 'chat 1'],
    ['chat 1', { name: 'Ann' }, 1, undefined],
  ])
  clock.advance(60 * minute)
  await drain()
  expect(told).toEqual([['guard', 1, undefined]])
})

test.each(platforms)(
  'the app on $platform runs timers while it runs, and ends them when it closes',
  async (platform) => {
    const store = createMemoryStore()
    const fired: string[] = []
    class Bot {
      @OnTimer('reminder')
      async remind({ key }: Timer): Promise<void> {
        fired.push(`begins ${key}`)
        await new Promise((resolve) => void setTimeout(resolve, 200))
        fired.push(`ends ${key}`)
      }
    }
    const { app } = await startApp(platform, { imports: [WazzupModule.forRoot({ client, store })], providers: [Bot] })
    const timers = app.get<Timers>(getTimersToken())
    await timers.set('reminder', 'a', { at: Date.now() })
    await expect.poll(() => fired).toEqual(['begins a'])
    await app.close()
    expect(fired).toEqual(['begins a', 'ends a'])
    await timers.set('reminder', 'b', { at: Date.now() })
    expect((await store.forAccount('default').stats()).waiting).toEqual({ timer: 1 })
  },
)

test('tenants have timers of their own, and their handlers get the tenant', async () => {
  const store = createMemoryStore({ clock })
  const told: unknown[] = []
  class Bot {
    @OnTimer('unanswered')
    onUnanswered({ key }: Timer, { tenant }: WazzupTimerContext): void {
      told.push([tenant, key])
    }

    @Every('guard', 60 * minute)
    guard({ tenant }: WazzupTimerContext): void {
      told.push([tenant, 'guard'])
    }
  }
  const imports = [WazzupModule.forTenants({ store, work: 'elsewhere', resolve: () => ({ client }) })]
  const registry = (await startApp(express, { imports, providers: [Bot] })).app.get(WazzupRegistry)
  const tenants = await Promise.all(['acme', 'umbrella'].map(async (tenant) => (await registry.for(tenant))!.timers!))
  const drain = () => Promise.all(tenants.map((timers) => timers.drain({ deadline: 5_000 })))
  await drain()
  for (const timers of tenants) await timers.set('unanswered', 'chat 1', { at: clock.now() })
  await drain()
  expect(told.splice(0).toSorted()).toEqual([
    ['acme', 'chat 1'],
    ['umbrella', 'chat 1'],
  ])
  clock.advance(60 * minute)
  await drain()
  expect(told.toSorted()).toEqual([
    ['acme', 'guard'],
    ['umbrella', 'guard'],
  ])
})

describe('without a store, an app does not start', () => {
  const imports = [WazzupModule.forRoot({ client, webhooks: { secret: false } })]

  test('with @OnTimer', async () => {
    class Bot {
      @OnTimer('unanswered')
      alert(): void {}
    }
    const failure = await failureToStart({ imports, providers: [Bot] })
    expect(failure).toBe('Bot.alert would never be called: WazzupModule "default" has no `store`')
  })

  test('with @Every', async () => {
    class Bot {
      @Every('guard', minute)
      guard(): void {}
    }
    const failure = await failureToStart({ imports, providers: [Bot] })
    expect(failure).toBe('Bot.guard would never be called: WazzupModule "default" has no `store`')
  })

  test('with @InjectTimers', async () => {
    @Injectable()
    class Sender {
      constructor(@InjectTimers() readonly timers: Timers) {}
    }
    const failure = await failureToStart({ imports, providers: [Sender] })
    expect(failure).toBe('Sender injects the timers of WazzupModule "default", which has no `store`')
  })

  test('with the option "timers"', async () => {
    const failure = await failureToStart({ imports: [WazzupModule.forRoot({ client, timers: {} })] })
    expect(failure).toContain('"timers" needs "store"')
  })
})

test('an app does not start when two methods have one timer, or a period is too short', async () => {
  class Twice {
    @OnTimer('a')
    first(): void {}

    @Every('a', minute)
    second(): void {}
  }
  class Short {
    @Every('a', 10)
    often(): void {}
  }
  const imports = () => [WazzupModule.forRoot({ client, store: createMemoryStore() })]
  expect(await failureToStart({ imports: imports(), providers: [Twice] })).toContain('"a" has a handler already')
  expect(await failureToStart({ imports: imports(), providers: [Short] })).toContain(
    '@Every("a") on Short.often: timers.every: milliseconds must be a whole number of at least 1000',
  )
})

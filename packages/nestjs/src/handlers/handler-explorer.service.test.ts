import { Controller, Inject, Injectable, Scope, type DynamicModule, type Type } from '@nestjs/common'
import type { ContactInput, Message, StatusUpdate } from '@wazzup-kit/core'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { describe, expect, test, vi } from 'vitest'
import { OnWazzup } from './on-wazzup.decorator.ts'
import { failureToStart, incoming, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'

const [express] = platforms
const forRoot = (name?: string): DynamicModule =>
  WazzupModule.forRoot({ name, path: name ?? 'wazzup', client: { apiKey: 'key' }, webhooks: { secret: false } })

class Listener {
  readonly heard: string[] = []

  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.heard.push(`message ${text}`)
  }
}

class Silent {
  onMessage(): void {}
}

const contact: ContactInput = { id: '1', responsibleUserId: '1', name: 'Anna', contactData: [] }

describe('the explorer finds handlers', () => {
  test('on providers and controllers, for each kind of provider', async () => {
    @Controller('listener')
    class ListeningController extends Listener {}
    const made = new Listener()
    const given = new Listener()
    const { app, post } = await startApp(express, {
      imports: [forRoot()],
      providers: [
        Listener,
        { provide: 'made', useFactory: async () => made },
        { provide: 'given', useValue: given },
        { provide: 'alias', useExisting: Listener },
        { provide: 'nothing', useValue: null },
        { provide: 'bare', useValue: Object.create(null) },
        Silent,
      ],
      controllers: [ListeningController],
    })
    expect((await post('/wazzup', incoming('hello'))).status).toBe(200)
    const listeners = [app.get(Listener), app.get(ListeningController), made, given]
    expect(listeners.map(({ heard }) => heard)).toEqual(Array.from({ length: 4 }, () => ['message hello']))
  })

  test('of a base class, unless the method is overridden', async () => {
    class Below extends Listener {}
    class Deaf extends Listener {
      override onMessage(): void {
        this.heard.push('never')
      }
    }
    const { app, post } = await startApp(express, { imports: [forRoot()], providers: [Below, Deaf] })
    await post('/wazzup', incoming('hello'))
    expect(app.get(Below).heard).toEqual(['message hello'])
    expect(app.get(Deaf).heard).toEqual([])
  })

  test('with several decorators on one method, for several accounts', async () => {
    class Several {
      readonly heard: string[] = []

      @OnWazzup('message', { name: 'branch-b' })
      @OnWazzup('message')
      @OnWazzup('status')
      onAny(event: Message | StatusUpdate): void {
        this.heard.push(event.kind)
      }
    }
    const { app, post } = await startApp(express, { imports: [forRoot(), forRoot('branch-b')], providers: [Several] })
    await post('/wazzup', { ...incoming('hello'), ...buildDelivery('status') })
    expect(app.get(Several).heard).toEqual(['message', 'status'])
    await post('/branch-b', { ...incoming('hello'), ...buildDelivery('status') })
    expect(app.get(Several).heard).toEqual(['message', 'status', 'message'])
  })

  test('and passes the client of their account in the context', async () => {
    const seen: unknown[] = []
    class Asking {
      @OnWazzup('message')
      onMessage(_: Message, { wazzup, tenant }: { wazzup: unknown; tenant?: string }): void {
        seen.push(wazzup, tenant)
      }
    }
    const { app, post } = await startApp(express, { imports: [forRoot()], providers: [Asking] })
    await post('/wazzup', incoming('hello'))
    expect(seen).toEqual([app.get('wazzup-kit:wazzup:default'), undefined])
  })

  test('and calls a spy that replaces one', async () => {
    const { app, post } = await startApp(express, { imports: [forRoot()], providers: [Listener] })
    const spy = vi.spyOn(app.get(Listener), 'onMessage')
    await post('/wazzup', incoming('hello'))
    expect(spy).toHaveBeenCalledWith(
      expect.objectContaining({ text: 'hello' }),
      expect.objectContaining({ reply: expect.any(Function) }),
    )
  })
})

describe('an app does not start', () => {
  test('when no module has the name in a decorator', async () => {
    class Lost {
      @OnWazzup('message', { name: 'branch-c' })
      onMessage(): void {}
    }
    expect(await failureToStart({ imports: [forRoot(), forRoot('branch-b')], providers: [Lost] })).toBe(
      'Lost.onMessage handles events of "branch-c", but WazzupModule is registered only as "default", "branch-b"',
    )
  })

  test('when a handler is for an account without webhooks', async () => {
    const sending = WazzupModule.forRoot({ client: { apiKey: 'key' } })
    expect(await failureToStart({ imports: [sending], providers: [Listener] })).toBe(
      'Listener.onMessage would never be called: WazzupModule "default" has no `webhooks`',
    )
  })

  test('when two modules have the same name', async () => {
    expect(await failureToStart({ imports: [forRoot(), forRoot()] })).toBe(
      'WazzupModule is registered twice as "default": give each registration its own "name"',
    )
  })

  test('when a question has two handlers', async () => {
    class First {
      @OnWazzup('createContact')
      create(): ContactInput {
        return contact
      }
    }
    class Second extends First {}
    const failure = await failureToStart({ imports: [forRoot()], providers: [First, Second] })
    expect(failure).toContain("@OnWazzup('createContact') on First.create and Second.create:")
    expect(failure).toContain('can have only one')
  })

  test('when two modules provide the same listener class', async () => {
    class FirstModule {
      readonly is = 'first'
    }
    class SecondModule {
      readonly is = 'second'
    }
    const imports = [FirstModule, SecondModule].map((module) => ({ module, providers: [Listener] }))
    expect(await failureToStart({ imports: [forRoot(), ...imports] })).toBe(
      'Listener.onMessage would run twice, because FirstModule and SecondModule both provide its class: ' +
        'provide it once and export it',
    )
  })

  const scoped = (scope: Scope, durable?: boolean): Type => {
    @Injectable({ scope, ...(durable !== undefined && { durable }) })
    class Scoped extends Listener {}
    return Scoped
  }
  @Injectable({ scope: Scope.REQUEST })
  class PerRequest {
    readonly is = 'one of many'
  }
  @Injectable()
  class Depending extends Listener {
    constructor(@Inject(PerRequest) readonly perRequest: PerRequest) {
      super()
    }
  }
  @Controller({ path: 'scoped', scope: Scope.REQUEST })
  class ScopedController extends Listener {}

  test.each([
    { what: 'is request-scoped', name: 'Scoped', parts: { providers: [scoped(Scope.REQUEST)] } },
    { what: 'is durable', name: 'Scoped', parts: { providers: [scoped(Scope.REQUEST, true)] } },
    { what: 'is transient', name: 'Scoped', parts: { providers: [scoped(Scope.TRANSIENT)] } },
    {
      what: 'depends on a request-scoped class',
      name: 'Depending',
      parts: { providers: [Depending, PerRequest] },
    },
    { what: 'is a scoped controller', name: 'ScopedController', parts: { controllers: [ScopedController] } },
  ])('when a listener $what', async ({ name, parts }) => {
    const failure = await failureToStart({ imports: [forRoot()], ...parts })
    expect(failure).toContain(`${name}.onMessage cannot handle events: its class, a dependency of it`)
    expect(failure).toContain('Move the handler to a provider of the default scope')
  })
})

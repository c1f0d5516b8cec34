import type { Message, StatusUpdate, Webhooks } from '@wazzup-kit/core'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { expect, test } from 'vitest'
import { failureToStart, incoming, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getWebhooksToken } from '../wazzup.tokens.ts'
import { OnOutbox } from './on-outbox.decorator.ts'
import { OnWazzup } from './on-wazzup.decorator.ts'

const [express] = platforms
const forRoot = () => WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })

type AnyMethod = (this: unknown, ...parameters: never[]) => unknown

const lines: string[] = []

/** Replaces the method by one that writes a line, as decorators for logs, spans and transactions do. */
function Log(_target: object, key: string | symbol, descriptor: PropertyDescriptor): void {
  const method = descriptor.value as AnyMethod
  descriptor.value = function (this: unknown, ...parameters: never[]) {
    lines.push(`log ${String(key)}`)
    return method.apply(this, parameters)
  }
}

/** The same, with a new descriptor and with the metadata of the method, as typeorm-transactional and nestjs-otel do. */
function Transactional(_target: object, key: string | symbol, descriptor: PropertyDescriptor): PropertyDescriptor {
  const method = descriptor.value as AnyMethod
  const value = function (this: unknown, ...parameters: never[]) {
    lines.push(`transaction ${String(key)}`)
    return method.apply(this, parameters)
  }
  for (const name of Reflect.getMetadataKeys(method)) {
    Reflect.defineMetadata(name, Reflect.getMetadata(name, method), value)
  }
  return { ...descriptor, value }
}

/** Replaces the method by a getter of a bound function, as autobind decorators do. */
function Bound(_target: object, _key: string | symbol, { value }: PropertyDescriptor): PropertyDescriptor {
  return {
    configurable: true,
    get(this: object) {
      return (value as AnyMethod).bind(this)
    },
  }
}

/** Replaces all methods of a class. */
function LogAll(target: { prototype: object }): void {
  for (const key of Object.getOwnPropertyNames(target.prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(target.prototype, key)!
    if (key === 'constructor') continue
    Log(target.prototype, key, descriptor)
    Object.defineProperty(target.prototype, key, descriptor)
  }
}

class Heard {
  readonly texts: unknown[] = []
}

class Above extends Heard {
  @Log
  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }
}

class Below extends Heard {
  @OnWazzup('message')
  @Log
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }
}

class Copying extends Heard {
  @Transactional
  @OnWazzup('message')
  @Transactional
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }
}

class Getter extends Heard {
  @(Bound as MethodDecorator)
  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }
}

@LogAll
class Whole extends Heard {
  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }
}

const secretName = Symbol('onMessage')

class BySymbol extends Heard {
  @OnWazzup('message')
  [secretName]({ text }: Message): void {
    this.texts.push(text)
  }
}

test.each([
  { where: 'above @OnWazzup', type: Above, expected: ['log onMessage'] },
  { where: 'below @OnWazzup', type: Below, expected: ['log onMessage'] },
  {
    where: 'above and below @OnWazzup that copies metadata',
    type: Copying,
    expected: ['transaction onMessage', 'transaction onMessage'],
  },
  { where: 'above @OnWazzup that makes a getter', type: Getter, expected: [] },
  { where: 'of the class', type: Whole, expected: ['log onMessage'] },
  { where: 'on a method whose name is a symbol', type: BySymbol, expected: [] },
])('a decorator $where keeps the handler, which runs once', async ({ type, expected }) => {
  lines.splice(0)
  const { app, post } = await startApp(express, { imports: [forRoot()], providers: [type] })
  expect((await post('/wazzup', incoming('hello'))).status).toBe(200)
  expect(app.get<Heard>(type).texts).toEqual(['hello'])
  expect(lines).toEqual(expected)
})

test('an app does not start when a decorator replaces a handler by something else', async () => {
  const replace = (value: unknown): MethodDecorator => {
    return (_target, _key, descriptor) => void Object.assign(descriptor, { value })
  }
  class Replaced {
    @replace({})
    @OnWazzup('message')
    onMessage(): void {}
  }
  expect(await failureToStart({ imports: [forRoot()], providers: [Replaced] })).toBe(
    'Replaced.onMessage cannot handle events: another decorator has replaced the method by object. ' +
      'Remove it from the handler',
  )
})

test('rejects a static method', () => {
  expect(() => {
    // oxlint-disable-next-line typescript/no-extraneous-class -- the mistake under test
    class Static {
      @OnWazzup('message')
      static onMessage(): void {}
    }
    return Static
  }).toThrow(`@OnWazzup('message') on Static.onMessage: a static method cannot be a handler; remove "static"`)
})

test('rejects an empty list of kinds', () => {
  expect(() => OnWazzup([])({}, 'method', {} as never)).toThrow('@OnWazzup([]) would never be called')
  expect(() => OnOutbox([])({}, 'method', {})).toThrow('@OnOutbox([]) would never be called')
})

test('@OnWazzup with a list handles events of each of its kinds, and of no other', async () => {
  const heard: string[] = []
  class Bot {
    @OnWazzup(['message', 'status'])
    hear({ kind }: Message | StatusUpdate): void {
      heard.push(kind)
    }
  }
  const { app } = await startApp(express, { imports: [forRoot()], providers: [Bot] })
  const webhooks = app.get<Webhooks>(getWebhooksToken())
  for (const kind of ['message', 'echo', 'status'] as const) await webhooks.receive({ body: buildDelivery(kind) })
  expect(heard).toEqual(['message', 'status'])
})

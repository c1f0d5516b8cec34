import {
  Controller,
  createParamDecorator,
  Get,
  Injectable,
  Post,
  Scope,
  SetMetadata,
  UseGuards,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
} from '@nestjs/common'
import { APP_GUARD, APP_INTERCEPTOR, Reflector } from '@nestjs/core'
import type { ContactInput, ContactRequest, Message } from '@wazzup-kit/core'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { map, type Observable } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { OnWazzup } from './handlers/on-wazzup.decorator.ts'
import { incoming, platforms, startApp, wazzupHeaders } from './test-apps.ts'
import { WazzupModule } from './wazzup.module.ts'

const secret = 's3cret'
const client = { apiKey: 'key' }
const forRoot = () => WazzupModule.forRoot({ client, webhooks: { secret } })

@Injectable()
class Bot {
  readonly texts: (string | null | undefined)[] = []

  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.texts.push(text)
    if (text === 'fail') throw new Error('failed on demand')
  }

  @OnWazzup('createContact')
  onCreateContact({ name }: ContactRequest): ContactInput {
    return { id: 'contact-1', responsibleUserId: 'user-1', name: name ?? '', contactData: [] }
  }
}

const textsOf = (app: INestApplication): Bot['texts'] => app.get(Bot).texts

@Injectable()
class Wrap {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ data, wrapped: true })))
  }
}

describe.each(platforms)('on $platform', (platform) => {
  test('the ping of a subscription gets 200', async () => {
    const { post } = await startApp(platform, { imports: [forRoot()] })
    const response = await post('/wazzup?key=s3cret', { test: true })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  test.each([
    { name: 'as Wazzup sends them', headers: wazzupHeaders },
    { name: 'as JSON', headers: { 'content-type': 'application/json' } },
    { name: 'as JSON, with rawBody', headers: { 'content-type': 'application/json' }, rawBody: true },
    { name: 'as Wazzup sends them, with rawBody', headers: wazzupHeaders, rawBody: true },
    { name: 'as Wazzup sends them, without bodyParser', headers: wazzupHeaders, bodyParser: false },
    { name: 'as JSON, without bodyParser', headers: { 'content-type': 'application/json' }, bodyParser: false },
  ])('reads deliveries $name', async ({ headers, name: _, ...options }) => {
    const { app, post } = await startApp(platform, { imports: [forRoot()], providers: [Bot] }, { options })
    const response = await post('/wazzup?key=s3cret', incoming('Привет'), headers)
    expect(response.status).toBe(200)
    expect(textsOf(app)).toEqual(['Привет'])
  })

  test('a wrong secret gets 401, a failing handler 500, and invalid JSON 400', async () => {
    const { app, post } = await startApp(platform, { imports: [forRoot()], providers: [Bot] })
    expect((await post('/wazzup?key=wrong', incoming('one'))).status).toBe(401)
    expect((await post('/wazzup', incoming('two'))).status).toBe(401)
    expect((await post('/wazzup?key=s3cret', incoming('fail'))).status).toBe(500)
    expect((await post('/wazzup?key=s3cret', '{')).status).toBe(400)
    expect(textsOf(app)).toEqual(['fail'])
  })

  test.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s gets 405 with an Allow header', async (method) => {
    const { url } = await startApp(platform, { imports: [forRoot()] })
    const response = await fetch(`${url}/wazzup?key=s3cret`, { method })
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', ''])
  })

  test('accepts the secret in the Authorization header', async () => {
    const { post } = await startApp(platform, { imports: [forRoot()] })
    const response = await post('/wazzup', { test: true }, { ...wazzupHeaders, authorization: 'Bearer s3cret' })
    expect(response.status).toBe(200)
  })

  test('an interceptor of the app does not change the created contact in the response', async () => {
    const providers = [Bot, { provide: APP_INTERCEPTOR, useClass: Wrap }]
    @Controller('plain')
    class Plain {
      @Get()
      get(): string {
        return 'plain'
      }
    }
    const { url, post } = await startApp(platform, { imports: [forRoot()], providers, controllers: [Plain] })
    const response = await post('/wazzup?key=s3cret', buildDelivery('createContact', { name: 'Anna' }))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json\b/)
    expect(await response.json()).toEqual({
      id: 'contact-1',
      responsibleUserId: 'user-1',
      name: 'Anna',
      contactData: [],
    })
    expect(await (await fetch(`${url}/plain`)).json()).toEqual({ data: 'plain', wrapped: true })
  })

  test('a guard of the app rejects deliveries, unless decorators tell it to accept them', async () => {
    const isPublic = Reflector.createDecorator<boolean>()
    @Injectable()
    class SignIn implements CanActivate {
      canActivate(context: ExecutionContext): boolean {
        return new Reflector().getAllAndOverride(isPublic, [context.getHandler(), context.getClass()]) === true
      }
    }
    const guard = { provide: APP_GUARD, useClass: SignIn }
    const closed = await startApp(platform, { imports: [forRoot()], providers: [guard] })
    expect((await closed.post('/wazzup?key=s3cret', { test: true })).status).toBe(403)

    const open = WazzupModule.forRoot({ client, webhooks: { secret }, decorators: [isPublic(true)] })
    const { post } = await startApp(platform, { imports: [open], providers: [guard] })
    expect((await post('/wazzup?key=s3cret', { test: true })).status).toBe(200)
  })

  test('two accounts each have their own route, secret and decorators', async () => {
    const onlyForB = 'b'
    const seen: unknown[] = []
    @Injectable()
    class Note implements CanActivate {
      canActivate(context: ExecutionContext): boolean {
        seen.push(Reflect.getMetadata('branch', context.getClass()))
        return true
      }
    }
    const imports = [
      forRoot(),
      WazzupModule.forRoot({
        name: 'branch-b',
        path: 'wazzup/branch-b',
        client,
        webhooks: { secret: 'other' },
        decorators: [SetMetadata('branch', onlyForB), UseGuards(Note)],
      }),
    ]
    const { post } = await startApp(platform, { imports })
    expect((await post('/wazzup?key=s3cret', { test: true })).status).toBe(200)
    expect(seen).toEqual([])
    expect((await post('/wazzup/branch-b?key=other', { test: true })).status).toBe(200)
    expect(seen).toEqual(['b'])
    expect((await post('/wazzup?key=other', { test: true })).status).toBe(401)
    expect((await post('/wazzup/branch-b?key=s3cret', { test: true })).status).toBe(401)
  })

  test('an app without webhooks has no route', async () => {
    const { post } = await startApp(platform, { imports: [WazzupModule.forRoot({ client })] })
    expect((await post('/wazzup', { test: true })).status).toBe(404)
  })

  test('the body parsing of other routes is unchanged', async () => {
    const Body = createParamDecorator(
      (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<{ body: unknown }>().body,
    )
    @Controller('plain')
    class Plain {
      @Post()
      post(@Body() body: object | undefined): unknown {
        return { body }
      }
    }
    const without = await startApp(platform, { controllers: [Plain] })
    const { post } = await startApp(platform, { imports: [forRoot()], controllers: [Plain] })
    for (const headers of [wazzupHeaders, { 'content-type': 'text/plain' }, { 'content-type': 'application/json' }]) {
      const [expected, response] = await Promise.all([
        without.post('/plain', '{"a":1}', headers),
        post('/plain', '{"a":1}', headers),
      ])
      expect([response.status, await response.text()]).toEqual([expected.status, await expected.text()])
    }
  })

  test('handles deliveries when a request-scoped guard makes every controller request-scoped', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Scoped implements CanActivate {
      canActivate(): boolean {
        return true
      }
    }
    const providers = [Bot, { provide: APP_GUARD, useClass: Scoped, scope: Scope.REQUEST }]
    const { app, post } = await startApp(platform, { imports: [forRoot()], providers })
    expect((await post('/wazzup?key=s3cret', incoming('hello'))).status).toBe(200)
    expect(textsOf(app)).toEqual(['hello'])
  })
})

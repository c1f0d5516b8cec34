import { Controller, ForbiddenException, HttpCode, Injectable, Post, UseGuards, type CanActivate } from '@nestjs/common'
import type { OnError } from '@wazzup-kit/core'
import { describe, expect, test } from 'vitest'
import { incoming, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'

@Injectable()
class Closed implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException()
  }
}

/** A controller of the app whose path ends like that of the module. */
@Controller('other/wazzup')
class Other {
  @Post()
  @HttpCode(409)
  post(): string {
    return 'other'
  }
}

const client = { apiKey: 'key' }
const secret = 's3cret'

/** Collects what is reported: the status, and the message of the error. */
function collect(): { reports: unknown[]; onError: OnError } {
  const reports: unknown[] = []
  return {
    reports,
    onError(error, subject) {
      reports.push([subject.kind === 'delivery' ? subject.status : subject.kind, (error as Error).message])
    },
  }
}

describe.each(platforms)('on $platform', (platform) => {
  const large = { ...incoming('long'), more: 'x'.repeat(2_000_000) }
  const front = 'was rejected by the app before it reached WazzupModule; Wazzup gets'

  test('a delivery that a body parser of Nest rejects is reported, with its remedy and without its secret', async () => {
    const { reports, onError } = collect()
    const { post } = await startApp(
      platform,
      { imports: [WazzupModule.forRoot({ client, webhooks: { secret, onError } })] },
      { prepare: (app) => app.setGlobalPrefix('api') },
    )
    expect((await post('/api/wazzup?key=s3cret', large)).status).toBe(413)
    const cut = await post('/API/wazzup/?key=s3cret', '{"messages":[', { 'content-type': 'application/json' })
    expect(cut.status).toBe(400)
    await expect.poll(() => reports).toHaveLength(2)
    expect(reports[0]).toEqual([
      413,
      `delivery: POST /api/wazzup ${front} 413. Raise the limit of the body parser: app.useBodyParser('json', { limit: '5mb' }), or on Fastify new FastifyAdapter({ bodyLimit: 5_000_000 }).`,
    ])
    expect(reports[1]).toEqual([400, expect.stringContaining(`POST /API/wazzup/ ${front} 400. A body parser`)])
    expect(String(reports)).not.toContain('s3cret')
  })

  test('a delivery that a guard rejects is reported, also with 404 under another prefix', async () => {
    const { reports, onError } = collect()
    const webhooks = { secret, onError }
    const { post } = await startApp(
      platform,
      { imports: [WazzupModule.forRoot({ client, webhooks, decorators: [UseGuards(Closed)] })] },
      { prepare: (app) => app.setGlobalPrefix('api') },
    )
    expect((await post('/api/wazzup?key=s3cret', incoming('hello'))).status).toBe(403)
    expect((await post('/wazzup?key=s3cret', incoming('hello'))).status).toBe(404)
    await expect.poll(() => reports).toHaveLength(2)
    expect(reports).toEqual([
      [403, expect.stringContaining(`POST /api/wazzup ${front} 403. A guard rejected it.`)],
      [404, expect.stringContaining(`POST /wazzup ${front} 404. Check the global prefix`)],
    ])
  })

  test('what the module itself rejects is reported once, and other requests of the app are not', async () => {
    const { reports, onError } = collect()
    const twin = collect()
    const imports = [
      WazzupModule.forRoot({ client, webhooks: { secret, onError } }),
      WazzupModule.forRoot({ name: 'b', path: 'b/wazzup', client, webhooks: { secret, onError: twin.onError } }),
    ]
    const { url, post } = await startApp(platform, { imports, controllers: [Other] })
    expect((await post('/wazzup?key=wrong', incoming('hello'))).status).toBe(401)
    expect((await post('/wazzup?key=s3cret', incoming('hello'))).status).toBe(200)
    expect((await fetch(`${url}/wazzups`)).status).toBe(404)
    expect((await post('/wazzups', incoming('hello'))).status).toBe(404)
    expect((await post('/other/wazzup/deeper', incoming('hello'))).status).toBe(404)
    expect((await post('/b/wazzup?key=s3cret', large)).status).toBe(413)
    await expect.poll(() => twin.reports).toEqual([[413, expect.stringContaining('POST /b/wazzup')]])
    expect(reports).toEqual([[401, expect.stringContaining('secret')]])
  })

  test('the log of tenants names the address, and an onError that fails does not end the process', async () => {
    const lines: unknown[] = []
    // Nest 11 writes a line of its own about what Express's parser rejects.
    const error = (line: unknown): unknown => String(line).startsWith('a delivery') && lines.push(line)
    const logger = { ...console, log() {}, warn() {}, error }
    const onError = (): never => {
      throw new Error('the log is down')
    }
    const imports = [
      WazzupModule.forTenants({ resolve: () => ({ client, webhooks: { secret } }), name: 'tenants' }),
      WazzupModule.forRoot({ path: 'own', client, webhooks: { secret, onError } }),
    ]
    const { post } = await startApp(platform, { imports }, { options: { logger } })
    expect((await post('/own', large)).status).toBe(413)
    expect((await post('/wazzup/acme?key=s3cret', large)).status).toBe(413)
    await expect.poll(() => lines).toHaveLength(1)
    expect(lines[0]).toContain(`a delivery was rejected: delivery: POST /wazzup/acme ${front} 413`)
  })
})

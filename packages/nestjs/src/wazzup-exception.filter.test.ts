import {
  Catch,
  Controller,
  Get,
  HttpException,
  NotFoundException,
  UseFilters,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common'
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core'
import { createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { platforms, startApp } from './test-apps.ts'
import { WazzupExceptionFilter } from './wazzup-exception.filter.ts'

const wazzup = createWazzup({ apiKey: 'a-secret-key', fetch: createEmulator().fetch })

/** An error as another copy of core creates it. */
const foreign = Object.assign(new Error('foreign'), {
  [Symbol.for('wazzup-kit.error')]: true,
  name: 'WazzupNetworkError',
  reason: 'timeout',
  effect: 'unknown',
})

class Routes {
  @Get('rejected')
  rejected(): unknown {
    return wazzup.channels.list()
  }

  @Get('foreign')
  foreign(): never {
    throw foreign
  }

  @Get('missing')
  missing(): never {
    throw new NotFoundException('no such order')
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('broken')
  }
}

@Catch(HttpException)
class OwnFilter implements ExceptionFilter {
  catch(error: HttpException, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<{ status(status: number): { send(body: object): void } }>()
    response.status(error.getStatus()).send({ own: error.message })
  }
}

describe.each(platforms)('on $platform', (platform) => {
  @Controller()
  class Everywhere extends Routes {}
  @Controller()
  @UseFilters(WazzupExceptionFilter)
  class Here extends Routes {}

  test.each([
    {
      where: 'everywhere',
      controllers: [Everywhere],
      ours: [{ provide: APP_FILTER, useClass: WazzupExceptionFilter }],
    },
    { where: 'on one controller', controllers: [Here], ours: [] },
  ])('registered $where, it handles only errors of this package', async ({ controllers, ours }) => {
    const { url } = await startApp(platform, { controllers, providers: ours })
    const rejected = await fetch(`${url}/rejected`)
    expect(rejected.status).toBe(424)
    expect(rejected.headers.get('content-type')).toMatch(/^application\/problem\+json\b/)
    const text = await rejected.text()
    expect(JSON.parse(text)).toMatchObject({ status: 424, effect: 'none', title: 'Wazzup rejected the call' })
    expect(text).not.toContain('a-secret-key')

    expect((await fetch(`${url}/foreign`)).status).toBe(504)
    expect(await (await fetch(`${url}/missing`)).json()).toMatchObject({ statusCode: 404, message: 'no such order' })
    expect((await fetch(`${url}/broken`)).status).toBe(500)
  })

  test.each(['before', 'after'])(
    'a filter of the app that is registered %s it still gets its own errors',
    async (place) => {
      const filters = [
        { provide: APP_FILTER, useClass: WazzupExceptionFilter },
        { provide: APP_FILTER, useClass: OwnFilter },
      ]
      const providers = place === 'after' ? filters : filters.toReversed()
      const { url } = await startApp(platform, { controllers: [Everywhere], providers })
      expect(await (await fetch(`${url}/missing`)).json()).toEqual({ own: 'no such order' })
      expect((await fetch(`${url}/rejected`)).status).toBe(424)
    },
  )
})

test('rethrows the error outside of HTTP', () => {
  const filter = new WazzupExceptionFilter(new HttpAdapterHost())
  const host = { getType: () => 'rpc' } as unknown as ArgumentsHost
  expect(() => filter.catch(foreign, host)).toThrow(foreign)
})

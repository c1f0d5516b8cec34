import { DocumentBuilder, SwaggerModule, ApiExcludeController } from '@nestjs/swagger'
import { expect, test } from 'vitest'
import { platforms, startApp } from './test-apps.ts'
import { WazzupModule } from './wazzup.module.ts'
import type { WazzupModuleOptions } from './wazzup.options.ts'

const account: WazzupModuleOptions = {
  client: { apiKey: 'key' },
  webhooks: { secret: false },
  gateway: { allow: ['channels.list'], authorize: ({ input }) => input },
}
const settings = new DocumentBuilder().build()

const imports = [
  WazzupModule.forRoot({ ...account, gatewayPath: 'api/wazzup' }),
  WazzupModule.forRoot({ ...account, name: 'branch-b', path: 'wazzup/branch-b', gatewayPath: 'api/branch-b' }),
  WazzupModule.forTenants({ name: 'tenants', resolve: () => undefined }),
]

test.each([
  { factory: 'the default factory', options: {} },
  {
    factory: 'a factory that uses only the method',
    options: { operationIdFactory: (_controller: string, method: string) => method },
  },
])('an OpenAPI document has distinct operation ids with $factory', async ({ options }) => {
  const { app } = await startApp(platforms[0], { imports })
  const { paths } = SwaggerModule.createDocument(app, settings, options)
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/wazzup', '/wazzup/branch-b', '/wazzup/{tenant}', '/api/branch-b/v3/{noun}/{id}']),
  )
  const operations = Object.values(paths).flatMap((item) => Object.values(item) as { operationId: string }[])
  const ids = operations.map(({ operationId }) => operationId)
  expect(ids.length).toBeGreaterThan(0)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('a decorator can leave the routes out of an OpenAPI document', async () => {
  const hidden = WazzupModule.forRoot({
    ...account,
    gatewayPath: 'api/wazzup',
    decorators: [ApiExcludeController()],
    gatewayDecorators: [ApiExcludeController()],
  })
  const { app } = await startApp(platforms[0], { imports: [hidden] })
  expect(SwaggerModule.createDocument(app, settings).paths).toEqual({})
})

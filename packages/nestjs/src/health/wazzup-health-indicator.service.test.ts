import { Controller, Get, Inject } from '@nestjs/common'
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus'
import { channelIds, createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { platforms, startApp } from '../test-apps.ts'
import { WazzupHealthIndicator } from './wazzup-health-indicator.service.ts'
import { WazzupModule } from '../wazzup.module.ts'

@Controller('health')
class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(WazzupHealthIndicator) private readonly wazzup: WazzupHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check(): unknown {
    return this.health.check([
      () => this.wazzup.isHealthy('wazzup'),
      () => this.wazzup.isHealthy('branch', { name: 'branch-b', timeout: 1_000 }),
    ])
  }
}

async function healthOf(main: Emulator, branch: Emulator, apiKey = branch.keys.apiKey): Promise<Response> {
  const imports = [
    TerminusModule.forRoot({ logger: false }),
    WazzupModule.forRoot({ client: { apiKey: main.keys.apiKey, fetch: main.fetch } }),
    WazzupModule.forRoot({ name: 'branch-b', client: { apiKey, fetch: branch.fetch } }),
  ]
  const { url } = await startApp(platforms[0], { imports, controllers: [HealthController] })
  return fetch(`${url}/health`)
}

test('Terminus reports an account as up when Wazzup responds, also with inactive channels', async () => {
  const emulator = createEmulator()
  const all = emulator.state.channels.size
  for (const channel of emulator.state.channels.values()) channel.state = 'active'
  emulator.state.channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
  const health = await healthOf(emulator, emulator)
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({
    status: 'ok',
    info: {
      wazzup: { status: 'up', channels: all, active: all - 1 },
      branch: { status: 'up', channels: all, active: all - 1 },
    },
  })
})

test('Terminus reports an account whose call fails as down, after one request and without its key', async () => {
  const [main, branch] = [createEmulator(), createEmulator()]
  const health = await healthOf(main, branch, 'a-secret-key')
  expect(health.status).toBe(503)
  const text = await health.text()
  expect(JSON.parse(text)).toMatchObject({
    status: 'error',
    info: { wazzup: { status: 'up' } },
    error: { branch: { status: 'down', message: expect.stringContaining('channels.list') } },
  })
  expect(text).not.toContain('a-secret-key')
  expect(branch.requests).toHaveLength(1)
})

test('does not show the error of an apiKey function', async () => {
  const imports = [
    WazzupModule.forRoot({
      client: {
        apiKey() {
          throw new Error('vault token a-secret-token')
        },
      },
    }),
  ]
  const { app } = await startApp(platforms[0], { imports })
  const health = await app.get(WazzupHealthIndicator).isHealthy('wazzup')
  expect(health.wazzup.status).toBe('down')
  expect(JSON.stringify(health)).not.toContain('a-secret-token')
})

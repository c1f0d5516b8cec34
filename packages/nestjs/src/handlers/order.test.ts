import { Controller, Module } from '@nestjs/common'
import { expect, test } from 'vitest'
import { incoming, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { OnWazzup } from './on-wazzup.decorator.ts'

const order: string[] = []

class Base {
  @OnWazzup('message')
  ofBaseClass(): void {
    order.push(`${this.constructor.name} base`)
  }
}

class First extends Base {
  @OnWazzup('message')
  async begins(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20))
    order.push('First begins')
  }

  @OnWazzup('message')
  ends(): void {
    order.push('First ends')
  }
}

class Second {
  @OnWazzup('message')
  fails(): void {
    order.push('Second')
    throw new Error('failed on demand')
  }
}

class Third {
  @OnWazzup('message')
  onMessage(): void {
    order.push('Third')
  }
}

@Controller()
class Last {
  @OnWazzup('message')
  onMessage(): void {
    order.push('controller')
  }
}

@Module({ providers: [Second] })
class SecondModule {}

@Module({ providers: [Third] })
class ThirdModule {}

test('handlers of one event run one after the other, in the documented order', async () => {
  const { post } = await startApp(platforms[0], {
    imports: [
      SecondModule,
      ThirdModule,
      WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false, onError: () => {} } }),
    ],
    providers: [First],
    controllers: [Last],
  })
  expect((await post('/wazzup', incoming('hello'))).status).toBe(500)
  expect(order).toEqual(['First begins', 'First ends', 'First base', 'Second', 'Third', 'controller'])
})

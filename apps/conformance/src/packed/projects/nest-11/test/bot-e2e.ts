import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import type { Wazzup } from '@wazzup-kit/core'
import { createEmulator, type ListeningEmulator } from '@wazzup-kit/emulator'
import { wazzupMatchers } from '@wazzup-kit/emulator/matchers'
import { getWazzupToken } from '@wazzup-kit/nestjs'
import { AppModule } from '../src/app.module'

expect.extend(wazzupMatchers)

describe('the bot', () => {
  const emulator = createEmulator()
  let server: ListeningEmulator
  let app: INestApplication

  beforeAll(async () => {
    server = await emulator.listen()
    const { apiKey: WAZZUP_API_KEY } = emulator.keys
    Object.assign(process.env, { WAZZUP_API_KEY, WAZZUP_BASE_URL: server.url, WAZZUP_SECRET: 'of-the-tests' })
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile()
    app = module.createNestApplication()
    await app.listen(0, '127.0.0.1')
    const url = `${await app.getUrl()}/wazzup?key=of-the-tests`
    await app.get<Wazzup>(getWazzupToken()).subscription.ensure({ url })
  })

  afterAll(async () => {
    await app.close()
    await server.close()
  })

  it('replies once to a repeated message and not to the echo of its reply', async () => {
    emulator.faults.deliveries.next('repeated')
    emulator.simulate.customer.send({ text: 'Hello' })
    await emulator.settled()
    expect(emulator).toHaveSent({ text: 'You wrote: Hello', times: 1 })
    expect(emulator).toHaveSent({ times: 1 })
    expect(emulator.deliveries.filter(({ response }) => response?.status !== 200)).toEqual([])
  })
})

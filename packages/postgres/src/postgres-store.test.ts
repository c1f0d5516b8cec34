import { storeContract } from '@wazzup-kit/core/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { openWith } from './test-contract.ts'

describe.skipIf(skipReason)(`the store in PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  it.each(storeContract)('$name', ({ run: check }) => check(openWith(() => server.connect())), 30_000)
})

import { afterAll, describe, expect, test } from 'vitest'
import { buildNextApp, type NextApp } from '../packed/next-app.ts'
import { meetClient, wellMet } from '../packed/meet-client.ts'
import { describeHost } from './contract.ts'
import { nextHosts } from './hosts/next.ts'
import { quickNextHosts } from './hosts/next-quick.ts'

for (const host of quickNextHosts) describeHost(host)

// A real `next build` takes minutes, so it runs only in `pnpm test:hosts`.
if (process.env.HOSTS === 'all') {
  let building: Promise<NextApp> | undefined
  const built = () => (building ??= buildNextApp())
  afterAll(async () => (await building)?.remove())

  for (const host of nextHosts(built)) describeHost(host)

  describe('the Next.js app of docs/nextjs.md, built without a key and without a secret', () => {
    test.each(['/wazzup', '/edge/wazzup', '/api/wazzup'])('replies once to each message at %s', async (path) => {
      const { project, start } = await built()
      expect(await meetClient(project, start, path)).toEqual(wellMet)
    })
  })
}

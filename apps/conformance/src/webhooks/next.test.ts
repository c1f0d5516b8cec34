import { afterAll, describe, expect, test } from 'vitest'
import { buildNextApp, type NextApp } from '../packed/next-app.ts'
import { meetClient, wellMet } from '../packed/meet-client.ts'
import { describeHost } from './contract.ts'
import { nextHosts } from './hosts/next.ts'
import { quickNextHosts } from './hosts/next-quick.ts'

let building: Promise<NextApp> | undefined
const built = () => (building ??= buildNextApp())
afterAll(async () => (await building)?.remove())

// A real `next build` takes minutes, so it runs only in `pnpm test:hosts`.
const builds = process.env.HOSTS === 'all'
const paths = ['/wazzup', '/edge/wazzup', '/api/wazzup']

for (const host of [...quickNextHosts, ...(builds ? nextHosts(built) : [])]) describeHost(host)

describe.each(builds ? paths : [])('the route %s of docs/nextjs.md, built without a key and a secret', (path) => {
  test('replies once to each message', async () => {
    const { project, start } = await built()
    expect(await meetClient(project, start, path)).toEqual(wellMet)
  })
})

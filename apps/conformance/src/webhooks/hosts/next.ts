import type { NextApp } from '../../packed/next-app.ts'
import type { Host } from '../contract.ts'
import { webHost } from './web-host.ts'

/**
 * The built-in parser of `pages/api` reads every body, up to 1 MB, as text in UTF-8. It takes Wazzup's malformed content type
 * for text, so the handler gets the text.
 */
export const nextParser: Host['inFront'] = {
  stalls: 'never',
  huge: 413,
  'huge and unread': 413,
  'not UTF-8': 200,
  compressed: 400,
  br: 400,
  bomb: 400,
  'unknown compression': 400,
}

/** `next start` sends the response of an edge route when the whole body has arrived. The runtime cannot inflate. */
const edge: Host['inFront'] = { stalls: 'never', compressed: 415, br: 415, cut: 415, bomb: 415 }

/** The routes of the app in `packed/projects/next` that serve the bot. */
const routes: readonly (Pick<Host, 'name' | 'inFront'> & { mount: string })[] = [
  { name: 'Next.js App Router on Node', mount: '/contract/node' },
  { name: 'Next.js App Router on edge', mount: '/contract/edge', inFront: edge },
  { name: 'Next.js pages/api without its body parser', mount: '/api/contract/raw' },
  { name: 'Next.js pages/api', mount: '/api/contract/parsed', inFront: nextParser },
]

/** Returns a host for each kind of route, served by `next start`. */
export function nextHosts(built: () => Promise<NextApp>): readonly Host[] {
  return routes.map(({ mount, ...rest }) => ({
    ...rest,
    async start({ apiKey, baseUrl }) {
      const app = await built()
      const { url, stop } = await app.start({ WAZZUP_API_KEY: apiKey, WAZZUP_BASE_URL: baseUrl })
      return webHost(`${new URL(url).origin}${mount}`, async () => void (await stop()))
    },
  }))
}

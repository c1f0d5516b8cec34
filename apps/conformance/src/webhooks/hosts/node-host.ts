import type { RequestListener } from 'node:http'
import { createBot, type Bot } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'
import { openServer } from './open-server.ts'

/** The parts of a Node host. */
interface NodeHost extends Pick<Host, 'name' | 'inFront' | 'afterResponse'> {
  /** Mounts the bot. Returns the listener for `createServer`. */
  mount(bot: Bot): RequestListener
}

/** Returns a host that is a `node:http` server in this process. */
export function nodeHost({ mount, ...rest }: NodeHost): Host {
  return {
    ...rest,
    async start(environment) {
      const bot = createBot(environment)
      const { url, stop } = await openServer(mount(bot))
      return {
        urlOf: (address) => (address === 'gateway' ? `${url}/api/wazzup` : `${url}/${address}`),
        takeSeen: async () => bot.takeSeen(),
        stop,
      }
    },
  }
}

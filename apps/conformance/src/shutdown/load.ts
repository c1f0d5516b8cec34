import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds } from '@wazzup-kit/emulator'
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Clients that deliver messages, each on a connection that it keeps open. */
export interface Load {
  /** Lets this many clients deliver one message after the other. */
  begin(clients: number): void
  /** Delivers one message. Resolves with the status. */
  deliver(text: string): Promise<number>
  /** Texts of the messages whose delivery got 200. */
  readonly handled: string[]
  /** The different statuses of all responses. */
  readonly statuses: Set<number>
  /** Stops all clients. */
  end(): Promise<void>
}

/** Creates clients that deliver to an address until its server no longer accepts connections. */
export function createLoad(url: string): Load {
  const handled: string[] = []
  const statuses = new Set<number>()
  const agents: Agent[] = []
  const clients: Promise<void>[] = []
  let isEnding = false
  let count = 0

  async function deliver(text: string, agent: Agent = createAgent()): Promise<number> {
    const status = await post(url, agent, buildDelivery('message', { ...chat, messageId: text, text }))
    statuses.add(status)
    if (status === 200) handled.push(text)
    return status
  }

  function createAgent(): Agent {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    agents.push(agent)
    return agent
  }

  async function deliverOn(): Promise<void> {
    const agent = createAgent()
    while (!isEnding) {
      try {
        await deliver(`message ${++count}`, agent)
      } catch (error) {
        // Any other error is a connection that was closed when it was used again. The next one is new.
        if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return
        await wait(5)
      }
    }
  }

  return {
    begin(number) {
      for (let client = 0; client < number; client++) clients.push(deliverOn())
    },
    deliver,
    handled,
    statuses,
    async end() {
      isEnding = true
      for (const agent of agents) agent.destroy()
      await Promise.all(clients)
    },
  }
}

const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const

function post(url: string, agent: Agent, delivery: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json; charset-utf-8' }
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode!))
      incoming.on('error', reject)
    })
    outgoing.on('error', reject).end(JSON.stringify(delivery))
  })
}

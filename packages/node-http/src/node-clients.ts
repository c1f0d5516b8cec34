import type { Agent } from 'node:http'

type Client = Pick<typeof import('node:http'), 'request'>

// Loading node:http costs milliseconds, so it waits for the first call.
const loaders: Record<string, () => typeof import('node:http') | typeof import('node:https')> = {
  'http:': () => process.getBuiltinModule('node:http'),
  'https:': () => process.getBuiltinModule('node:https'),
}

/** The client of Node for `http:` or `https:`, nothing for other schemes. */
export function clientOf(protocol: string): Client | undefined {
  return loaders[protocol]?.() as Client | undefined
}

/** Node's fetch closes idle sockets after four seconds too: the longer one waits, the likelier the server closed it. */
const IDLE_MILLISECONDS = 4_000

/** One keep-alive agent per protocol, made when first asked for. */
export function keepAliveAgents(maxSockets: number): (protocol: string) => Agent {
  const agents: Record<string, Agent> = {}
  return (protocol) => {
    return (agents[protocol] ??= new (loaders[protocol]!().Agent)({
      keepAlive: true,
      maxSockets,
      timeout: IDLE_MILLISECONDS,
    }))
  }
}

import type { Agent } from 'node:http'

type Client = Pick<typeof import('node:http'), 'request'>

// Loading node:http takes milliseconds, so it is loaded at the first call.
const loaders: Record<string, () => typeof import('node:http') | typeof import('node:https')> = {
  'http:': () => process.getBuiltinModule('node:http'),
  'https:': () => process.getBuiltinModule('node:https'),
}

/** Returns Node's module for `http:` or `https:`; undefined for other schemes. */
export function clientOf(protocol: string): Client | undefined {
  return loaders[protocol]?.() as Client | undefined
}

/** Idle sockets are closed after this time, as in Node's fetch: the longer a socket is idle, the likelier the server has closed it. */
const IDLE_MILLISECONDS = 4_000

/** Returns a function that returns one keep-alive agent per protocol, created at its first use. */
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

import { createGateway, type Gateway, type Wazzup } from '@wazzup-kit/core'

/** A request of any host: its headers are those of Node or of the web. */
export interface HostRequest {
  headers: { get(name: string): string | null } | Record<string, string | string[] | undefined>
}

/** Options of the bot's gateway. The header `x-operator` stands for a session; only Ann may make every call unchanged. */
export const botGatewayOptions = {
  allow: ['channels.list', 'messages.send', 'users.save', 'users.get'],
  authorize({ input, request }: { input: object; request: HostRequest }) {
    switch (operatorOf(request)) {
      case 'ann':
        return input
      case 'ben':
        return { ...input, crmUserId: 'ben' }
      case 'eve':
        return 403
      case 'tom':
        throw new Error('thrown on demand')
      default:
        return 401
    }
  },
  origins: ['https://desk.example'],
  onError: () => {},
} as const

export function createBotGateway(wazzup: Wazzup): Gateway<HostRequest> {
  return createGateway({ wazzup, ...botGatewayOptions })
}

function operatorOf({ headers }: HostRequest): unknown {
  return typeof headers.get === 'function' ? headers.get('x-operator') : headers['x-operator' as 'get']
}

import twilio from 'twilio'
import type { Contender } from '../contender.ts'

/** Twilio has no base URL option, so its HTTP client replaces the URL. Everything else is the default. */
class LocalClient extends twilio.RequestClient {
  readonly #origin: string

  constructor(origin: string) {
    super()
    this.#origin = origin
  }

  override request<TData>(options: Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0]) {
    const { pathname, search } = new URL(options.uri)
    return super.request<TData>({ ...options, uri: this.#origin + pathname + search })
  }
}

export const contender: Contender = (origin) => {
  const client = twilio('AC0123456789abcdef', 'bench', { httpClient: new LocalClient(origin) })
  return async (body) => (await client.messages.create({ from: '+10000000000', to: '+79991234567', body })).sid
}

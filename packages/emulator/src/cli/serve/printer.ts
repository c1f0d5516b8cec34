import type { Emulator } from '../../emulator/emulator.ts'
import type { DeliveryRecord } from '../../webhooks/delivery-log.ts'
import { describeFailure } from '../../webhooks/post-failure.ts'
import type { RequestRecord } from '../../api/request-log.ts'
import { say } from '../terminal.ts'

/** How events of one account are printed: as text, or as lines of JSON. */
export interface Printer {
  started(emulator: Emulator, url: string): void
  request(record: RequestRecord): void
  delivery(record: DeliveryRecord): void
  stopped(): void
}

/** Prints for people. Lines of several accounts begin with the name of the account. */
export function createTextPrinter(account: string | undefined): Printer {
  // One write for several lines, so that a reader of the first one may close the output.
  const tell = (...lines: string[]): void =>
    say(lines.map((line) => (account === undefined ? line : `[${account}] ${line}`)).join('\n'))
  return {
    started(emulator, url) {
      const { apiKey, sidecarKey, partnerKey } = emulator.keys
      const channels = [...emulator.state.channels.values()]
      tell(
        `Wazzup emulator at ${url} (in a browser you are the customer)`,
        `  apiKey      ${apiKey}`,
        `  sidecarKey  ${sidecarKey}`,
        `  partnerKey  ${partnerKey}`,
        '  channels',
        ...channels.map(({ channelId, transport }) => `    ${channelId}  ${transport}`),
      )
    },
    request({ method, path, status, fault, pingFailure }) {
      const notes = [fault, pingFailure && `test ping: ${describeFailure(pingFailure)}`].filter(Boolean).join(', ')
      tell(`${method} ${path} ${status ?? 'connection broken'}${notes && ` (${notes})`}`)
    },
    delivery({ url, kinds, response, failure, milliseconds, fault }) {
      const end = response?.status ?? (failure ? describeFailure(failure) : 'no response')
      const notes = [`${milliseconds} ms`, fault].filter(Boolean).join(', ')
      tell(`  webhook ${kinds.join(', ')} to ${url} ${end} (${notes})`)
    },
    stopped() {},
  }
}

/** Prints one object of JSON per line. Those of several accounts have the name of the account. */
export function createJsonPrinter(account: string | undefined): Printer {
  const tell = (event: string, fields: object): void =>
    say(JSON.stringify({ event, ...(account !== undefined && { account }), ...fields }))
  return {
    started: ({ keys, state }, url) =>
      tell('started', { url, pid: process.pid, keys, channels: [...state.channels.values()] }),
    request: (record) => tell('request', record),
    delivery: (record) => tell('delivery', record),
    stopped: () => tell('stopped', {}),
  }
}

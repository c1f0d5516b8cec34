import type { Emulator } from '@wazzup-kit/emulator'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Header that says how far the clock of a process was ahead when it was last read there. */
export const aheadHeader = 'x-clock-ahead'

/** Where processes reach the emulator. */
export interface Gate {
  url: string
  close(): void
}

/**
 * Listens for an emulator. A request that left before the time was moved does not arrive: it would be one that was on its way for
 * minutes, and docs/delivery.md assumes that there is none (A3).
 */
export async function openGate(emulator: Emulator, ahead: () => number): Promise<Gate> {
  const server: Server = createServer(async (incoming, outgoing) => {
    try {
      const { method = 'GET', url, headers } = incoming
      const body = method === 'GET' ? null : await readText(incoming)
      if (Number(headers[aheadHeader]) !== ahead()) throw new Error('The time was moved')
      const init = { method, headers: headers as Record<string, string>, body }
      const response = await emulator.fetch(`http://${headers.host}${url}`, init)
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
    } catch {
      incoming.socket.destroy()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk
  return text
}

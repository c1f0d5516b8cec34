import { request, type IncomingHttpHeaders } from 'node:http'
import { createEmulator } from '../../emulator/create-emulator.ts'
import type { Emulator, EmulatorOptions, ListeningEmulator } from '../../emulator/emulator.ts'

/** Response to one request. */
interface Got {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json: never
}

/** An emulator on a port, and a function that sends requests with any header, like a browser or an attacker. */
export interface Listening {
  emulator: Emulator
  server: ListeningEmulator
  ask(
    method: string,
    path: string,
    options?: { headers?: Record<string, string> | undefined; body?: string | undefined },
  ): Promise<Got>
  /** `POST /_emulator/do`. */
  act(verb: string, input?: unknown): Promise<Got>
  close(): Promise<void>
}

export async function listenWithPage(options: EmulatorOptions = {}): Promise<Listening> {
  const emulator = createEmulator(options)
  const server = await emulator.listen()

  // node:http, because fetch does not allow a different Host header.
  const ask: Listening['ask'] = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const isJson = answer.headers['content-type']?.startsWith('application/json')
          const json = (isJson ? JSON.parse(text) : undefined) as never
          resolve({ status: answer.statusCode!, headers: answer.headers, text, json })
        })
      })
      asked.on('error', reject)
      asked.end(body)
    })

  return {
    emulator,
    server,
    ask,
    act: (verb, input) =>
      ask('POST', '/_emulator/do', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ verb, input }),
      }),
    close: () => server.close(),
  }
}

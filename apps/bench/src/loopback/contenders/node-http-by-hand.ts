import { Agent, request } from 'node:http'
import { messageHeaders, messageOf, type Contender } from '../contender.ts'

/** The lower bound on Node: direct use of `node:http` without dependencies. */
export const contender: Contender = (origin) => {
  const { hostname, port } = new URL(origin)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const options = { agent, hostname, port, path: '/v3/message', method: 'POST', headers: messageHeaders }
  return (text) =>
    new Promise((resolve, reject) => {
      const outgoing = request(options, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()).messageId))
        incoming.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.end(JSON.stringify(messageOf(text)))
    })
}

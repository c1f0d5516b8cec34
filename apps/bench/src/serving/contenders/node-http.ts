import { createServer } from 'node:http'
import type { CreateContender } from '../contender.ts'

/** The anchor: collects the body and parses it. */
export const createContender: CreateContender = () => {
  let handled = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: readonly object[] }
      handled += messages.length
      response.writeHead(200).end()
    })
  })
  return { server, handled: () => handled }
}

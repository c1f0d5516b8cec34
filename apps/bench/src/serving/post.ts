import { Agent, request } from 'node:http'
import { secret } from '../receiving/contender.ts'
import { path } from './contender.ts'

/** Keep-alive connections to a server, and concurrent deliveries. */
const inFlight = 8
const agent = new Agent({ keepAlive: true, maxSockets: inFlight })

/** Posts the same delivery `calls` times. Rejects if a response is not 200. */
export async function postMany(port: number, body: Buffer, calls: number): Promise<void> {
  let left = calls
  const lane = async () => {
    while (left-- > 0) await post(port, body)
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}

function post(port: number, body: Buffer): Promise<void> {
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    'content-length': body.length,
  }
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`answered ${response.statusCode}`))
      })
    })
    call.once('error', reject)
    call.end(body)
  })
}

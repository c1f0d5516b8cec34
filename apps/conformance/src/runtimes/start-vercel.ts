import { fork } from 'node:child_process'
import { once } from 'node:events'
import { request as openRequest, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { openServer, type OpenServer } from '../webhooks/hosts/open-server.ts'

const devServer = fileURLToPath(import.meta.resolve('@vercel/node/dist/dev-server.mjs'))

/**
 * Starts a function of Vercel's Node runtime with the server that `vercel dev` runs: it reads the body, adds the helpers to
 * the request, and serves every path. `file` is the function in JavaScript.
 */
export async function startVercel(file: string, env: Readonly<Record<string, string>>): Promise<OpenServer> {
  const child = fork(devServer, {
    cwd: dirname(file),
    env: { PATH: process.env.PATH, ...env, VERCEL_DEV_ENTRYPOINT: basename(file), VERCEL_DEV_CONFIG: '{}' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const closed = once(child, 'close')
  const failed = closed.then(() => Promise.reject(new Error(`Vercel's server has ended: ${output}`)))
  const [address] = (await Promise.race([once(child, 'message'), failed])) as [AddressInfo]
  failed.catch(() => {})
  const front = await openServer(forwardTo(address))
  return {
    url: front.url,
    async stop() {
      await front.stop()
      child.kill('SIGKILL')
      await closed
    },
  }
}

/** Forwards whole requests, with the host that the client has called, as Vercel's network does. */
function forwardTo({ address: host, port }: AddressInfo): RequestListener {
  return async (request, response) => {
    const { method, url: path, headers } = request
    const body = await buffer(request)
    const { 'transfer-encoding': chunked, ...others } = headers
    const length = chunked ? { 'content-length': body.length } : {}
    const forwarded = { ...others, ...length, 'x-forwarded-host': headers.host }
    const inner = openRequest({ host, port, method, path, headers: forwarded, agent: false }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    inner.on('error', () => response.destroy())
    inner.end(body)
  }
}

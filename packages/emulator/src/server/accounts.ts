import type { IncomingMessage } from 'node:http'
import { bearerOf } from '../api/bearer.ts'
import { readBodyText } from '../api/body-text.ts'
import type { Served } from '../emulator/served.ts'
import { parsed } from '../webhooks/delivery-log.ts'

/** Accounts by name. An emulator that listens alone has the name ''. */
export type Accounts = ReadonlyMap<string, Served>

/** Returns what the paths of an account begin with. */
export const pathOf = (name: string): string => (name === '' ? '' : `/accounts/${name}`)

/** Splits a path into the name of an account and the path in it; the name is undefined when there is none. */
function splitPath(path: string): { name?: string | undefined; rest: string } {
  const [, name, rest = ''] = /^\/accounts\/([^/?]+)(.*)$/s.exec(path) ?? []
  if (name === undefined) return { rest: path }
  return { name, rest: rest.startsWith('/') ? rest : `/${rest}` }
}

/** Removes the name of an account from the path of a request, and returns it. */
export function takeName(accounts: Accounts, incoming: IncomingMessage): string | undefined {
  if (accounts.has('')) return ''
  const { name, rest } = splitPath(incoming.url ?? '/')
  incoming.url = rest
  return name
}

/** Returns the name in the address of the page that makes a request. The page calls the control API without a name. */
export function nameOfPage({ headers }: Request): string | undefined {
  const referer = headers.get('referer') ?? ''
  if (!URL.canParse(referer) || new URL(referer).host !== headers.get('host')?.toLowerCase()) return undefined
  return splitPath(new URL(referer).pathname).name
}

/** Returns the key of a request: the path of the counters has it, all others have a header. */
function keyOf({ headers, url }: Request): string | undefined {
  return bearerOf(headers.get('authorization')) ?? /\/api_v3\/([^/]+)/.exec(new URL(url).pathname)?.[1]
}

/** Returns the secret of `POST /v3/connect`, which has no key. The request can still be read. */
async function secretOf(request: Request): Promise<unknown> {
  if (!/^\/v3\/connect\/?$/.test(new URL(request.url).pathname)) return undefined
  const body = parsed((await readBodyText(request.clone())) ?? '', undefined)
  return typeof body === 'object' && body !== null && 'secret' in body ? body.secret : undefined
}

/** Finds the account of a call by its key, or by the secret of `connect`. An unknown key is rejected by the first one. */
export async function accountOfCall(accounts: Accounts, request: Request): Promise<Served> {
  const all = [...accounts.values()]
  const [first] = all
  if (all.length === 1) return first!
  const key = keyOf(request)
  const secret = key === undefined ? await secretOf(request) : undefined
  const owns = ({ emulator: { keys, state } }: Served): boolean =>
    key === undefined ? secret !== undefined && state.marketplace?.secret === secret : Object.values(keys).includes(key)
  return all.find(owns) ?? first!
}

/** Responds with a file. Its link names no account, because equal links are links to equal files. */
export function respondWithFile(accounts: Accounts, request: Request): Response | undefined {
  for (const { files } of accounts.values()) {
    const response = files.respond(request)
    if (response) return response
  }
  return undefined
}

/** Responds to a request that names no account, or one that does not exist. */
export function rejectName(accounts: Accounts, name: string | undefined): Response {
  const paths = [...accounts.keys()].map(pathOf)
  const what = name === undefined ? 'Several accounts use this port' : `There is no account "${name}"`
  const problem = `${what}: begin the path with ${paths.join(' or ')}`
  return Response.json(
    { problem },
    { status: name === undefined ? 400 : 404, headers: { 'cache-control': 'no-store' } },
  )
}

/** Returns a page with a link to the page of each account. */
export function listAccounts(accounts: Accounts): Response {
  const links = [...accounts.keys()]
    .map(pathOf)
    .map((path) => `<li><a href="${path}/">${path.split('/').at(-1)}</a>`)
    .join('')
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Wazzup emulator</title>
<h1>Wazzup emulator</h1><p>Accounts on this port:</p><ul>${links}</ul>`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" }
  return new Response(text, { headers: { ...headers, 'x-frame-options': 'DENY' } })
}

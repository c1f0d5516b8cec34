import { createHash, timingSafeEqual } from 'node:crypto'
import { bearerOf } from '../api/bearer.ts'
import { isLoopback } from './host-check.ts'

/**
 * Who may use the page and the control API of an emulator on a port: only this machine, everyone who can reach the
 * port, or everyone who knows a token.
 */
export type Access = 'this machine' | 'everyone' | { token: string }

const COOKIE = 'wazzup-emulator-token'

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Throws when `access` is no {@link Access}: a misspelt word must not open the port to everyone. */
function checkWords(access: Access): void {
  if (access === 'this machine' || access === 'everyone') return
  const token: unknown = (access as { token?: unknown } | null)?.token
  if (typeof token !== 'string') throw new Error('"access" must be "this machine", "everyone" or { token: "<text>" }')
  if (!/^[\w.~-]{8,200}$/.test(token))
    throw new Error('The token must have 8 to 200 letters, digits or the characters . _ ~ -')
}

/** Throws when other machines could use an emulator without a token, and nothing says that they may. */
export function checkAccess(host: string, access: Access): void {
  checkWords(access)
  if (access === 'this machine' && !isLoopback(host))
    throw new Error(
      `On the host "${host}" other machines can use the emulator: give it a token, or say that everyone may use it`,
    )
}

/** Returns whether a path needs no token: a chat window has a token of its own, and a health check has none. */
export const isPublic = (path: string): boolean => path === '/_emulator/health' || path.startsWith('/chat/')

function tokensOf({ headers }: Request): string[] {
  const cookies = (headers.get('cookie') ?? '').split(/; */).map((pair) => pair.split('='))
  return [
    bearerOf(headers.get('authorization')),
    ...cookies.map(([name, value]) => (name === COOKIE ? value : undefined)),
  ].filter((token) => token !== undefined)
}

/**
 * Returns the response to a request for the page or the control API without the token; undefined when it may go on. The
 * address `/?token=<token>` opens the page: the browser then keeps the token as a cookie. `path` is that of the account.
 */
export function rejectAccess(access: Access, request: Request, path = ''): Response | undefined {
  const { pathname, searchParams } = new URL(request.url)
  if (typeof access !== 'object' || isPublic(pathname)) return undefined
  const expected = hash(access.token)
  const matches = (token: string): boolean => timingSafeEqual(hash(token), expected)
  if (tokensOf(request).some(matches)) return undefined
  const given = searchParams.get('token')
  if (pathname === '/' && given !== null && matches(given)) {
    const cookie = `${COOKIE}=${access.token}; Path=/; HttpOnly; SameSite=Strict`
    return new Response(null, { status: 303, headers: { location: `${path}/`, 'set-cookie': cookie } })
  }
  const problem =
    'Send the token of the emulator as "Authorization: Bearer <token>", or open /?token=<token> in a browser'
  return Response.json({ problem }, { status: 401, headers: { 'cache-control': 'no-store' } })
}

import { bearerOf } from './bearer.ts'
import { docUrls, type KeyKind } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { Reject } from './rejections.ts'
import type { ApiResponse } from './responses.ts'

const { authorization, connections, messages, wauth } = docUrls

/** Kind of key that a request has: the account's, a sidecar's, a partner's, none, or an unknown one. */
export type KeyHolder = 'api' | 'sidecar' | 'partner' | 'missing' | 'wrong'

/** Keys that an emulator accepts. */
export interface Keys {
  readonly apiKey: string
  readonly sidecarKey: string
  readonly partnerKey: string
}

/** Returns the default keys of an account. They are public. */
export const defaultKeysOf = (account = 'emulator'): Keys => ({
  apiKey: `${account}-api-key`,
  sidecarKey: `${account}-sidecar-key`,
  partnerKey: `${account}-partner-key`,
})

/** The default keys without a name of the account. */
export const defaultKeys: Keys = defaultKeysOf()

/** Reads the header `Authorization`. */
export const holderOf = rule(
  {
    id: 'access/basic',
    sentence: 'Wazzup treats a key in the Basic scheme of API v2 as a wrong key.',
    docUrl: authorization,
    basis: 'our assumption',
  },
  (header: string | null, keys: Keys): KeyHolder => {
    if (header === null || header.trim() === '') return 'missing'
    const key = bearerOf(header)
    if (key === keys.apiKey) return 'api'
    if (key === keys.sidecarKey) return 'sidecar'
    if (key === keys.partnerKey) return 'partner'
    return 'wrong'
  },
)

/** The parts of a route that authorization reads. */
interface RouteAccess {
  key: KeyKind
  sidecar: boolean
}

const needsNoHeader = rule(
  {
    id: 'access/no-header',
    sentence:
      '`connect` is authorized by its secret, and the host of the counters by the key in its path: neither needs the header.',
    docUrl: wauth,
    basis: 'documented',
  },
  ({ key }: RouteAccess): boolean => key === 'none' || key === 'path',
)

const rejectMissingKey = rule(
  {
    id: 'access/bearer',
    sentence: 'The key is in `Authorization: Bearer <key>`. Without a key, Wazzup responds with 401 and an empty body.',
    docUrl: authorization,
    basis: 'documented',
  },
  (holder: KeyHolder): ApiResponse | undefined => (holder === 'missing' ? { status: 401 } : undefined),
)

const rejectWrongKey = rule(
  {
    id: 'access/wrong-key',
    sentence: 'Wazzup rejects an unknown key, for example a token of the partner API, with 401 and a code.',
    docUrl: authorization,
    basis: 'observed in production',
    codes: ['INVALID_APIKEY'],
  },
  (holder: KeyHolder, reject: Reject): ApiResponse | undefined =>
    holder === 'wrong' ? reject('INVALID_APIKEY') : undefined,
)

const opensToSidecar = rule(
  [
    {
      id: 'access/sidecar',
      sentence: 'A sidecar key lists channels, sends, lists templates, and reads and sets the subscription.',
      docUrl: connections,
      basis: 'documented',
    },
    {
      id: 'access/sidecar-edits',
      sentence:
        'A sidecar key can also edit and delete messages: the samples of those routes have it, the list of its routes does not.',
      docUrl: messages,
      basis: 'our assumption',
    },
  ],
  (holder: KeyHolder, { sidecar }: RouteAccess): boolean => holder === 'sidecar' && sidecar,
)

const opensToOwnKey = rule(
  [
    {
      id: 'access/partner',
      sentence: "The routes of the marketplace entry and of the migration need the partner's key.",
      docUrl: wauth,
      basis: 'documented',
    },
    {
      id: 'access/partner-only',
      sentence:
        "The routes of `wauth` need the partner's key too. Wazzup rejects the partner's key on all other routes, and the account's key on these.",
      docUrl: wauth,
      basis: 'our assumption',
      codes: ['FORBIDDEN'],
    },
  ],
  (holder: KeyHolder, { key }: RouteAccess): boolean => holder === key,
)

const rejectClosedRoute = rule(
  {
    id: 'access/sidecar-closed',
    sentence:
      'Wazzup rejects a sidecar key on any other route with 403 and a fifth form of error, only the code: `{ error }`.',
    docUrl: connections,
    basis: 'observed in production',
    codes: ['FORBIDDEN'],
  },
  (reject: Reject): ApiResponse => reject('FORBIDDEN'),
)

/** Rejects a request whose key is missing, wrong, or not for this route. */
export function rejectKey(holder: KeyHolder, route: RouteAccess, reject: Reject): ApiResponse | undefined {
  if (needsNoHeader(route)) return undefined
  const rejection = rejectMissingKey(holder) ?? rejectWrongKey(holder, reject)
  if (rejection) return rejection
  return opensToOwnKey(holder, route) || opensToSidecar(holder, route) ? undefined : rejectClosedRoute(reject)
}

/** Returns whether a key exists. Requests without such a key are not counted for the rate limit. */
export function isKnownKey(holder: KeyHolder): boolean {
  return holder !== 'missing' && holder !== 'wrong'
}

/** Functions of this file that implement rules. */
export const keyRules = [
  rejectMissingKey,
  rejectWrongKey,
  holderOf,
  opensToSidecar,
  rejectClosedRoute,
  opensToOwnKey,
  needsNoHeader,
]

import type { KeyKind } from '@wazzup-kit/core/schemas'

/** Whose key a request carries: the customer's, a sidecar's, a partner's; or none that is known. */
export type KeyHolder = 'api' | 'sidecar' | 'partner' | 'missing' | 'wrong'

/** The keys that an emulator knows. */
export interface Keys {
  readonly apiKey: string
  readonly sidecarKey: string
  readonly partnerKey: string
}

/** What an emulator knows unless told otherwise; everybody may know them. */
export const defaultKeys: Keys = {
  apiKey: 'emulator-api-key',
  sidecarKey: 'emulator-sidecar-key',
  partnerKey: 'emulator-partner-key',
}

/** Reads `Authorization: Bearer <key>`; the Basic scheme of the old v2 is a wrong key here. */
export function holderOf(authorization: string | null, keys: Keys): KeyHolder {
  if (authorization === null || authorization.trim() === '') return 'missing'
  const key = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1]
  if (key === keys.apiKey) return 'api'
  if (key === keys.sidecarKey) return 'sidecar'
  if (key === keys.partnerKey) return 'partner'
  return 'wrong'
}

/** What is to be said to a key on a route. */
export type Admission = 'admitted' | 'unknown key' | 'no key' | 'closed'

/**
 * 401 for no or a wrong key, 403 for a key that lacks the route: documented on
 * https://wazzup24.com/help/api-en/common-errors/. That a customer's key lacks the partner's routes and the reverse is
 * our judgement.
 */
export function admission(holder: KeyHolder, route: { key: KeyKind; sidecar: boolean }): Admission {
  // `connect` is recognised by its secret, the counter host by its path; both routes look for themselves.
  if (route.key === 'none' || route.key === 'path') return 'admitted'
  if (holder === 'missing') return 'no key'
  if (holder === 'wrong') return 'unknown key'
  if (holder === route.key) return 'admitted'
  return holder === 'sidecar' && route.sidecar ? 'admitted' : 'closed'
}

/**
 * When the client may repeat a request after an attempt whose effect is unknown.
 *
 * - `always`: for reads, upserts and deletions by id, because a second request changes nothing.
 * - `keyed`: for sends. They are repeated only with the same `crmMessageId`, and only within the 60 seconds in which Wazzup
 *   rejects a second send with this id.
 * - `rejected`: only after an attempt that certainly had no effect.
 */
export type Repeat = 'always' | 'keyed' | 'rejected'

/**
 * The key that a call needs.
 *
 * - `api`: the `apiKey` of the account, as a bearer token.
 * - `partner`: the key of a partner, as a bearer token.
 * - `none`: no key.
 * - `path`: the `apiKey` of the account, as a part of the address. Only `unanswered.getHost` needs it there.
 */
export type KeyKind = 'api' | 'partner' | 'none' | 'path'

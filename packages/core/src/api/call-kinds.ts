/**
 * When the same request may be made again after an attempt whose effect is not known.
 *
 * - `always`: reads, upserts and deletions by id: twice is the same as once.
 * - `keyed`: a send: only with the same `crmMessageId` and only inside Wazzup's 60 seconds.
 * - `rejected`: only after an attempt that certainly had no effect.
 */
export type Repeat = 'always' | 'keyed' | 'rejected'

/**
 * Which key a call carries: the customer's (`api`), a partner's (`partner`), none at all (`none`),
 * or the customer's written into the address (`path`, the counter host does that).
 */
export type KeyKind = 'api' | 'partner' | 'none' | 'path'

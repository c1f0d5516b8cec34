import { docUrls } from '@wazzup-kit/core/schemas'
import { ACCOUNT_ID } from '../../account/entities/default-seed.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, World } from '../call.ts'
import { done, invalid, isFields, isText, type Fields } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { wauth: docUrl, webhooks } = docUrls

/** Encodes a part of a JWT, which is ASCII. */
function jwtPart(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const sign = rule(
  {
    id: 'wauth/signature',
    sentence:
      'The JWT in `state` has the algorithm HS256. Its signature cannot be verified, because the method and the key are undocumented.',
    docUrl,
    basis: 'our assumption',
  },
  (world: World): { header: string; signature: string } => ({
    header: '{"alg":"HS256","typ":"JWT"}',
    signature: world.tokens.hex(32),
  }),
)

const buildState = rule(
  {
    id: 'wauth/state',
    sentence: '`state` is a JWT that contains `crmCode` and `accountId`.',
    docUrl,
    basis: 'documented',
  },
  (world: World, crmCode: string): string => {
    const claims = { crmCode, accountId: ACCOUNT_ID }
    const { header, signature } = sign(world)
    return [header, JSON.stringify(claims), signature].map(jwtPart).join('.')
  },
)

/** Opens an installation; `state.installations` has the address to which the customer's browser would be sent. */
export const simulate = rule(
  {
    id: 'wauth/redirect',
    sentence:
      'An installation redirects to the address of the entry, or else to the `domain` of the request, with `state` in the query.',
    docUrl,
    basis: 'documented',
    codes: ['VALIDATION_ERROR'],
    option: 'state.installations',
  },
  (call: Call): ApiResponse => {
    const { body, world } = call
    const { marketplace, installations } = world.state
    if (!marketplace || !isFields(body) || body.type !== marketplace.crmCode) return invalid(call)
    const target = marketplace.authRedirectUri || body.domain
    if (!isText(target) || !URL.canParse(target)) return invalid(call)
    const { crmCode } = marketplace
    const state = buildState(world, crmCode)
    const redirectUri = new URL(target)
    redirectUri.searchParams.set('state', state)
    installations.push({ state, crmCode, redirectUri: redirectUri.href })
    return done
  },
)

const rejectSecret = rule(
  {
    id: 'wauth/wrong-secret',
    sentence: 'Wazzup responds with 401 to a wrong secret, or to a `state` that it did not issue.',
    docUrl,
    basis: 'our assumption',
  },
  ({ marketplace, installations }: World['state'], body: Fields): ApiResponse | undefined => {
    const isKnown = installations.some(({ state }) => state === body.state)
    return !marketplace || body.secret !== marketplace.secret || !isKnown ? { status: 401 } : undefined
  },
)

const setCrmKey = rule(
  {
    id: 'wauth/crm-key',
    sentence: 'After `connect`, webhooks have `Authorization: Bearer <crmKey>`. Before, they have no such header.',
    docUrl: webhooks,
    basis: 'documented',
  },
  ({ state }: World, { crmKey }: Fields): void => {
    state.crmKey = String(crmKey)
  },
)

/** Handles `POST /v3/connect`, which is authorized by `secret` instead of a key. */
export const connect = rule(
  {
    id: 'wauth/connect',
    sentence: '`connect` requires `state`, `secret`, `crmKey` and `name`. The response has the API key of the account.',
    docUrl,
    basis: 'documented',
    codes: ['VALIDATION_ERROR'],
  },
  (call: Call): ApiResponse => {
    const { body, world } = call
    if (!isFields(body) || ![body.state, body.secret, body.crmKey, body.name].every((value) => isText(value)))
      return invalid(call)
    const rejection = rejectSecret(world.state, body)
    if (rejection) return rejection
    setCrmKey(world, body)
    return { status: 200, json: { data: world.apiKey } }
  },
)

/** Functions of this file that implement rules. */
export const installationRules = [simulate, buildState, sign, connect, rejectSecret, setCrmKey]

import type { RouteHandler } from '../call.ts'
import { ACCOUNT_ID } from '../../account/default-seed.ts'
import { done, invalid, isFields, isText } from '../field-checks.ts'
import { isWebhookAddress, readFlags } from '../subscription/subscription.ts'

// https://wazzup24.ru/help/api-ru/wauth/ (documented, where nothing else is said). What these routes answer is not
// shown, so all but `connect` answer 200 and nothing. In a simple form: one entry, one customer.

const save: RouteHandler = (call) => {
  const { body, world } = call
  if (!isFields(body) || !isText(body.crmCode) || !/^[A-Za-z0-9_-]+$/.test(body.crmCode) || !isText(body.secret))
    return invalid(call)
  const authRedirectUri = body.authRedirectUri ?? ''
  if (typeof authRedirectUri !== 'string') return invalid(call)
  world.state.marketplace = { ...world.state.marketplace, crmCode: body.crmCode, secret: body.secret, authRedirectUri }
  return done
}

const describe: RouteHandler = (call) => {
  const { body, world } = call
  const { marketplace } = world.state
  if (!marketplace || !isFields(body)) return invalid(call)
  const { crmName, logo } = body
  if (crmName !== undefined && !(isText(crmName, 50) && /^[\p{L}\p{N} -]+$/u.test(crmName))) return invalid(call)
  if (logo !== undefined && !(isFields(logo) && isText(logo.name) && isText(logo.content))) return invalid(call)
  if (crmName !== undefined) marketplace.crmName = crmName
  return done
}

/** A part of a JWT; all of them are plain letters. */
function jwtPart(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Opens an installation; a test finds the address to which the customer would be sent in `state.installations`. */
const simulate: RouteHandler = (call) => {
  const { body, world } = call
  const { marketplace, installations } = world.state
  if (!marketplace || !isFields(body) || body.type !== marketplace.crmCode) return invalid(call)
  const target = marketplace.authRedirectUri || body.domain
  if (!isText(target) || !URL.canParse(target)) return invalid(call)
  // How it is signed, no page says; with whose key nobody but Wazzup knows, so any bytes will do.
  const claims = { crmCode: marketplace.crmCode, accountId: ACCOUNT_ID }
  const parts = ['{"alg":"HS256","typ":"JWT"}', JSON.stringify(claims), world.tokens.hex(32)]
  const state = parts.map(jwtPart).join('.')
  const redirectUri = new URL(target)
  redirectUri.searchParams.set('state', state)
  installations.push({ state, crmCode: marketplace.crmCode, redirectUri: redirectUri.href })
  return done
}

/** Recognised by `secret` instead of a key; what a wrong one gets is our judgement. */
const connect: RouteHandler = (call) => {
  const { body, world } = call
  const { marketplace, installations } = world.state
  if (!isFields(body) || ![body.state, body.secret, body.crmKey, body.name].every((value) => isText(value)))
    return invalid(call)
  const known = installations.some(({ state }) => state === body.state)
  if (!marketplace || body.secret !== marketplace.secret || !known) return { status: 401 }
  world.state.crmKey = String(body.crmKey)
  return { status: 200, json: { data: world.apiKey } }
}

/**
 * No page shows an answer or an error of it, nor whether the address is pinged: it is not, our judgement.
 * https://wazzup24.ru/help/api-ru/migraciya-polzovatelej-api-v2-na-api-v3/
 */
const migrate: RouteHandler = (call) => {
  const { body, world } = call
  if (!isFields(body) || !isText(body.clientApiKey) || !isFields(body.subscriptions)) return invalid(call)
  const flags = readFlags(body.subscriptions)
  if (!isWebhookAddress(body.webhooksUri) || flags === 'wrong') return invalid(call)
  world.state.migratedKeys.push(body.clientApiKey)
  if (body.clientApiKey === world.apiKey)
    world.state.subscriptions.api = { webhooksUri: body.webhooksUri, subscriptions: flags }
  return done
}

export const marketplace = {
  'marketplace.save': save,
  'marketplace.describe': describe,
  'wauth.simulate': simulate,
  'wauth.connect': connect,
  'migration.migrate': migrate,
} satisfies Record<string, RouteHandler>

import { docUrls } from '@wazzup-kit/core/schemas'
import type { State } from '../../account/state.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, RouteHandler } from '../call.ts'
import { done, invalid, isFields, isText } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'
import { connect, installationRules, simulate } from './installations.ts'
import { migrate, migrationRules } from './migration.ts'

const { wauth: docUrl } = docUrls

const answerDone = rule(
  {
    id: 'wauth/responses',
    sentence:
      'The routes that save, describe and simulate an entry respond with 200 and an empty body. The emulator publishes nothing.',
    docUrl,
    basis: 'our assumption',
  },
  (): ApiResponse => done,
)

const saveEntry = rule(
  {
    id: 'wauth/unique',
    sentence:
      'A `crmCode` is unique in all of Wazzup. The emulator has one entry, and a second call changes it, including its code.',
    docUrl,
    basis: 'our assumption',
    option: 'state.marketplace',
  },
  (state: State, entry: { crmCode: string; secret: string; authRedirectUri: string }): void => {
    state.marketplace = { ...state.marketplace, ...entry }
  },
)

const save = rule(
  {
    id: 'wauth/entry',
    sentence: 'An entry has a `crmCode` of Latin letters, digits, hyphen and underscore, and a secret.',
    docUrl,
    basis: 'documented',
    codes: ['VALIDATION_ERROR'],
  },
  (call: Call): ApiResponse => {
    const { body, world } = call
    if (!isFields(body) || !isText(body.crmCode) || !/^[A-Za-z0-9_-]+$/.test(body.crmCode) || !isText(body.secret))
      return invalid(call)
    const authRedirectUri = body.authRedirectUri ?? ''
    if (typeof authRedirectUri !== 'string') return invalid(call)
    saveEntry(world.state, { crmCode: body.crmCode, secret: body.secret, authRedirectUri })
    return answerDone()
  },
)

const isLogo = rule(
  {
    id: 'wauth/logo-unread',
    sentence:
      'The content of a logo is not checked: neither that it is an SVG in base64, nor that the picture has no margins.',
    docUrl,
    basis: 'our assumption',
  },
  (logo: unknown): boolean => isFields(logo) && isText(logo.name) && isText(logo.content),
)

const describe = rule(
  {
    id: 'wauth/describe',
    sentence:
      'A name has letters, digits, hyphens and, as in the sample, spaces, up to 50 characters. A logo has a name and its content.',
    docUrl,
    basis: 'documented',
    codes: ['VALIDATION_ERROR'],
  },
  (call: Call): ApiResponse => {
    const { body, world } = call
    const { marketplace } = world.state
    if (!marketplace || !isFields(body)) return invalid(call)
    const { crmName, logo } = body
    if (crmName !== undefined && !(isText(crmName, 50) && /^[\p{L}\p{N} -]+$/u.test(crmName))) return invalid(call)
    if (logo !== undefined && !isLogo(logo)) return invalid(call)
    if (crmName !== undefined) marketplace.crmName = crmName
    return answerDone()
  },
)

export const marketplace = {
  'marketplace.save': save,
  'marketplace.describe': describe,
  'wauth.simulate': simulate,
  'wauth.connect': connect,
  'migration.migrate': migrate,
} satisfies Record<string, RouteHandler>

const entryRules = [save, saveEntry, describe, isLogo, answerDone]

/** The rules of the marketplace and the migration. */
export const marketplaceRules = [...entryRules, ...installationRules, ...migrationRules]

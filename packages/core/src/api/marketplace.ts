import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { requiredText } from '../schema/fields.ts'
import type { SubscriptionFlags } from './subscription/subscription.ts'
import * as docUrls from './doc-urls.ts'

/** Input of `marketplace.save`. */
export interface MarketplaceEntryInput {
  /** Code of your CRM, invented by you: Latin letters, digits, hyphens and underscores. Unique across Wazzup. */
  crmCode: string
  /** Secret, invented by you. `wauth.connect` sends it to prove that the call comes from you. */
  secret: string
  /**
   * Address to which Wazzup redirects after an installation. Leave it empty if each company that uses your CRM has its
   * own address; Wazzup then asks the company.
   */
  authRedirectUri?: string | undefined
}

/** Input of `marketplace.describe`. */
export interface MarketplaceDescriptionInput {
  /** Name of your CRM: letters, digits, spaces and hyphens, up to 50 characters. */
  crmName?: string | undefined
  /** SVG file as base64. It must be white or transparent and have no inner margins. */
  logo?: MarketplaceLogo | undefined
}

interface MarketplaceLogo {
  /** Name of the file. Undocumented; our assumption. */
  name: string
  /** The file as base64. */
  content: string
}

/** Input of `wauth.simulate`. */
export interface InstallationInput {
  /** The `crmCode` of your marketplace entry. */
  type: string
  /** Full address of your CRM. Required if the entry has no `authRedirectUri`. */
  domain?: string | undefined
}

/** Input of `wauth.connect`. */
export interface ConnectInput {
  /** The signed token in the query parameter `state` of Wazzup's redirect. */
  state: string
  /** The secret of your marketplace entry. */
  secret: string
  /** Key, invented by you. Wazzup sends it as a bearer token with each webhook. */
  crmKey: string
  /** Undocumented. */
  name: string
}

/** Input of `migration.migrate`. */
export interface MigrationInput {
  /** The `apiKey` of the account. */
  clientApiKey: string
  /** Address to which Wazzup posts the webhooks of the account. */
  webhooksUri: string
  /** The kinds of webhooks that Wazzup sends to the address. */
  subscriptions: Pick<SubscriptionFlags, 'messagesAndStatuses' | 'contactsAndDealsCreation'>
}

/** Schemas of the inputs, by verb. */
export const marketplaceInputSchemas = {
  save: () =>
    v.strictObject({
      crmCode: requiredText(),
      secret: requiredText(),
      authRedirectUri: v.optional(v.string()),
    }),
  describe: () =>
    v.strictObject({
      crmName: v.optional(requiredText()),
      logo: v.optional(v.strictObject({ name: requiredText(), content: requiredText() })),
    }),
  simulate: () => v.strictObject({ type: requiredText(), domain: v.optional(requiredText()) }),
  connect: () =>
    v.strictObject({
      state: requiredText(),
      secret: requiredText(),
      crmKey: requiredText(),
      name: requiredText(),
    }),
  migrate: () =>
    v.strictObject({
      clientApiKey: requiredText(),
      webhooksUri: requiredText(),
      subscriptions: v.strictObject({ messagesAndStatuses: v.boolean(), contactsAndDealsCreation: v.boolean() }),
    }),
}

const connectedSchema = lazy(() => v.looseObject({ data: v.string() }))
/** The result of `wauth.connect`. */
export interface Connected {
  /** The `apiKey` of the account that installed your CRM. It is a secret. */
  data: string
}

/** The entry of your CRM in Wazzup's marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
const marketplace = {
  /** Creates or updates the entry of your CRM in the marketplace. */
  save: defineEndpoint({
    method: 'POST',
    path: '/v3/marketplace',
    docUrl: docUrls.wauth,
    input: (): v.GenericSchema<MarketplaceEntryInput> => marketplaceInputSchemas.save(),
    repeat: 'always',
    key: 'partner',
    sidecar: false,
    secrets: ['secret'],
  }),
  /** Sets the name and the logo of the entry. Works only before the entry is published. */
  describe: defineEndpoint({
    method: 'PATCH',
    path: '/v3/marketplace',
    docUrl: docUrls.wauth,
    input: (): v.GenericSchema<MarketplaceDescriptionInput> => marketplaceInputSchemas.describe(),
    repeat: 'always',
    key: 'partner',
    sidecar: false,
  }),
}

/** Installations of your CRM from the marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
const wauth = {
  /** Simulates an installation of your CRM from the marketplace. */
  simulate: defineEndpoint({
    method: 'POST',
    path: '/v3/wauth',
    docUrl: docUrls.wauth,
    input: (): v.GenericSchema<InstallationInput> => marketplaceInputSchemas.simulate(),
    repeat: 'rejected',
    key: 'partner',
    sidecar: false,
  }),
  /** Completes an installation. Returns the `apiKey` of the account that installed your CRM, in `data`. */
  connect: defineEndpoint({
    method: 'POST',
    path: '/v3/connect',
    docUrl: docUrls.wauth,
    input: (): v.GenericSchema<ConnectInput> => marketplaceInputSchemas.connect(),
    output: (): v.GenericSchema<unknown, Connected> => connectedSchema(),
    repeat: 'rejected',
    key: 'none',
    sidecar: false,
    secrets: ['state', 'secret', 'crmKey'],
    // The `apiKey` of the account.
    secretOutput: ['data'],
  }),
}

/** The migration of accounts from API v2. https://wazzup24.ru/help/api-ru/migraciya-polzovatelej-api-v2-na-api-v3/ */
const migration = {
  /** Moves one account from API v2 to v3. */
  migrate: defineEndpoint({
    method: 'POST',
    path: '/v3/migration',
    docUrl: docUrls.migration,
    input: (): v.GenericSchema<MigrationInput> => marketplaceInputSchemas.migrate(),
    repeat: 'rejected',
    key: 'partner',
    sidecar: false,
    secrets: ['clientApiKey', 'webhooksUri'],
  }),
}

/** All endpoints of the marketplace and the migration, by noun and verb. Written out, so that an editor shows their texts. */
export type MarketplaceEndpoints = {
  /** The entry of your CRM in Wazzup's marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
  readonly marketplace: typeof marketplace
  /** Installations of your CRM from the marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
  readonly wauth: typeof wauth
  /** The migration of accounts from API v2. https://wazzup24.ru/help/api-ru/migraciya-polzovatelej-api-v2-na-api-v3/ */
  readonly migration: typeof migration
}

/** All endpoints of the marketplace and the migration, by noun and verb. https://wazzup24.ru/help/api-ru/wauth/ */
export const marketplaceEndpoints: MarketplaceEndpoints = { marketplace, wauth, migration }

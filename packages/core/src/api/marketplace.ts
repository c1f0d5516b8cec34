import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { requiredText } from '../schema/fields.ts'
import * as docUrls from './doc-urls.ts'

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
    input: () =>
      v.strictObject({
        /** Code of your CRM, invented by you: Latin letters, digits, hyphens and underscores. Unique across Wazzup. */
        crmCode: requiredText(),
        /** Secret, invented by you. `wauth.connect` sends it to prove that the call comes from you. */
        secret: requiredText(),
        /**
         * Address to which Wazzup redirects after an installation. Leave it empty if each company that uses your CRM has its
         * own address; Wazzup then asks the company.
         */
        authRedirectUri: v.optional(v.string()),
      }),
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
    input: () =>
      v.strictObject({
        /** Name of your CRM: letters, digits, spaces and hyphens, up to 50 characters. */
        crmName: v.optional(requiredText()),
        /** SVG file as base64. It must be white or transparent and have no inner margins. */
        logo: v.optional(v.strictObject({ name: requiredText(), content: requiredText() })),
      }),
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
    input: () =>
      v.strictObject({
        /** The `crmCode` of your marketplace entry. */
        type: requiredText(),
        /** Full address of your CRM. Required if the entry has no `authRedirectUri`. */
        domain: v.optional(requiredText()),
      }),
    repeat: 'rejected',
    key: 'partner',
    sidecar: false,
  }),
  /** Completes an installation. Returns the `apiKey` of the account that installed your CRM, in `data`. */
  connect: defineEndpoint({
    method: 'POST',
    path: '/v3/connect',
    docUrl: docUrls.wauth,
    input: () =>
      v.strictObject({
        /** The signed token in the query parameter `state` of Wazzup's redirect. */
        state: requiredText(),
        /** The secret of your marketplace entry. */
        secret: requiredText(),
        /** Key, invented by you. Wazzup sends it as a bearer token with each webhook. */
        crmKey: requiredText(),
        name: requiredText(),
      }),
    output: connectedSchema as () => v.GenericSchema<unknown, Connected>,
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
    input: () =>
      v.strictObject({
        /** The `apiKey` of the account. */
        clientApiKey: requiredText(),
        webhooksUri: requiredText(),
        subscriptions: v.strictObject({
          messagesAndStatuses: v.boolean(),
          contactsAndDealsCreation: v.boolean(),
        }),
      }),
    repeat: 'rejected',
    key: 'partner',
    sidecar: false,
    secrets: ['clientApiKey', 'webhooksUri'],
  }),
}

/** All endpoints for the owner of a marketplace entry, by noun and verb. Written out, so that an editor shows the texts of each endpoint. */
export type MarketplaceEndpoints = {
  /** The entry of your CRM in Wazzup's marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
  readonly marketplace: typeof marketplace
  /** Installations of your CRM from the marketplace. https://wazzup24.ru/help/api-ru/wauth/ */
  readonly wauth: typeof wauth
  /** The migration of accounts from API v2. https://wazzup24.ru/help/api-ru/migraciya-polzovatelej-api-v2-na-api-v3/ */
  readonly migration: typeof migration
}

/** All endpoints for the owner of a marketplace entry, by noun and verb. */
export const marketplaceEndpoints: MarketplaceEndpoints = { marketplace, wauth, migration }

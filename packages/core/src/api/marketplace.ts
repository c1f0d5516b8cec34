import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { requiredText } from '../schema/fields.ts'
import * as docUrls from './doc-urls.ts'

const connectedSchema = lazy(() => v.looseObject({ data: v.string() }))
/** What an installation gives. */
export interface Connected {
  /** The customer's apiKey. A secret: store it like one. */
  data: string
}

export const marketplaceEndpoints = {
  marketplace: {
    /** Creates or updates the entry of your CRM in the marketplace. */
    save: defineEndpoint({
      method: 'POST',
      path: '/v3/marketplace',
      docUrl: docUrls.wauth,
      input: () =>
        v.strictObject({
          /** Latin letters, digits, hyphen, underscore; unique across Wazzup. */
          crmCode: requiredText(),
          /** Invented by you; proves a `connect` call. */
          secret: requiredText(),
          /** Leave empty when each client has an address of its own; Wazzup then asks the client. */
          authRedirectUri: v.optional(v.string()),
        }),
      repeat: 'always',
      key: 'partner',
      sidecar: false,
      secrets: ['secret'],
    }),
    /** Sets name and logo, before publication only. */
    describe: defineEndpoint({
      method: 'PATCH',
      path: '/v3/marketplace',
      docUrl: docUrls.wauth,
      input: () =>
        v.strictObject({
          /** Letters, digits, spaces, hyphen; up to 50 characters. */
          crmName: v.optional(requiredText()),
          /** Base64 of an svg, white or transparent, whose picture has no inner margins. */
          logo: v.optional(v.strictObject({ name: requiredText(), content: requiredText() })),
        }),
      repeat: 'always',
      key: 'partner',
      sidecar: false,
    }),
  },
  wauth: {
    /** Simulates an installation of your CRM from the marketplace. */
    simulate: defineEndpoint({
      method: 'POST',
      path: '/v3/wauth',
      docUrl: docUrls.wauth,
      input: () =>
        v.strictObject({
          /** The `crmCode`. */
          type: requiredText(),
          /** Full address; needed when the entry has no authRedirectUri. */
          domain: v.optional(requiredText()),
        }),
      repeat: 'rejected',
      key: 'partner',
      sidecar: false,
    }),
    /** Returns the customer's apiKey in `data`, for the `state` of Wazzup's redirect. */
    connect: defineEndpoint({
      method: 'POST',
      path: '/v3/connect',
      docUrl: docUrls.wauth,
      input: () =>
        v.strictObject({
          /** The signed token of the redirect. */
          state: requiredText(),
          /** The secret of your marketplace entry. */
          secret: requiredText(),
          /** Invented by you; Wazzup sends it back as bearer on each webhook. */
          crmKey: requiredText(),
          name: requiredText(),
        }),
      output: connectedSchema as () => v.GenericSchema<unknown, Connected>,
      repeat: 'rejected',
      key: 'none',
      sidecar: false,
      secrets: ['state', 'secret', 'crmKey'],
      // The apiKey of the customer.
      secretOutput: ['data'],
    }),
  },
  migration: {
    /** Moves one customer from API v2 to v3. */
    migrate: defineEndpoint({
      method: 'POST',
      path: '/v3/migration',
      docUrl: docUrls.migration,
      input: () =>
        v.strictObject({
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
  },
}

import { deliveryErrors } from '@wazzup-kit/core/errors'
import {
  ChannelItemSchema,
  ContactInputSchema,
  ContactRequestSchema,
  DealInputSchema,
  DealRequestSchema,
  MessageItemSchema,
  StatusItemSchema,
  TemplateItemSchema,
  subscriptionFlags,
  type Schema,
} from '@wazzup-kit/core/schemas'
import type { WebhookKind } from '@wazzup-kit/emulator'
import { jsonSchemaOf, namedSchemas, refTo, type JsonObject } from '../schemas/json-schema.ts'

const text = { type: 'string' }
const time = { ...text, description: 'ISO 8601. Without a zone it is taken as UTC, which is our assumption.' }
const error = { anyOf: [{ $ref: refTo('DeliveryError') }, { type: 'null' }] }
/** An object whose fields are undocumented, or of no use to a client of the document. */
const object = { type: ['object', 'null'] }

/** Fields that core's schemas do not describe, because core reads dates and errors separately and passes the rest on. */
const furtherFields: Readonly<Record<string, JsonObject>> = {
  MessageItem: {
    dateTime: time,
    error,
    instPost: object,
    quotedMessage: object,
    advert: object,
    interactive: { type: ['array', 'null'] },
  },
  StatusItem: { timestamp: time, error },
  ChannelItem: { timestamp: { type: 'integer', description: 'Milliseconds since 1970.' } },
}

/** Returns the named schemas of core with these additional fields. */
export function webhookSchemas(): Record<string, JsonObject> {
  const schemas = namedSchemas()
  for (const [name, fields] of Object.entries(furtherFields)) {
    const schema = schemas[name]!
    schemas[name] = { ...schema, properties: { ...(schema.properties as JsonObject), ...fields } }
  }
  const properties = { error: { ...text, examples: Object.keys(deliveryErrors) }, description: text, data: {} }
  return { ...schemas, DeliveryError: { type: 'object', properties, required: ['error'] } }
}

/** Returns all messages of the document: every kind of body that Wazzup sends. */
export function webhookMessages(): Record<string, JsonObject> {
  const many = (schema: Schema): JsonObject => ({ type: 'array', items: jsonSchemaOf(schema) })
  const one = jsonSchemaOf
  return {
    messagesAndStatuses: message(
      'messagesAndStatuses',
      'Messages and statuses, perhaps together. A status may come before its message.',
      {
        messages: many(MessageItemSchema),
        statuses: many(StatusItemSchema),
      },
    ),
    channelsUpdates: message('channelsUpdates', 'Channels changed their state.', {
      channelsUpdates: many(ChannelItemSchema),
    }),
    templateStatus: message('templateStatus', 'A WABA template was moderated.', {
      templateStatus: one(TemplateItemSchema),
    }),
    createContact: message('contactsAndDealsCreation', 'Asks for a new contact. Always alone in its body.', {
      createContact: one(ContactRequestSchema),
    }),
    createDeal: message(
      'contactsAndDealsCreation',
      'Asks for a new deal, after its contact. Always alone in its body.',
      {
        createDeal: one(DealRequestSchema),
      },
    ),
    testPing: {
      summary: 'Sent while the subscription is being saved. Respond with 200, or Wazzup does not save it.',
      description: 'Posted during `PATCH /v3/webhooks`, to the new address.',
      payload: { type: 'object', properties: { test: { const: true } }, required: ['test'] },
    },
  }
}

/** Returns a message that Wazzup sends if the subscription has a flag. */
function message(
  flag: (typeof subscriptionFlags)[number],
  summary: string,
  properties: Partial<Record<WebhookKind, JsonObject>>,
): JsonObject {
  const kinds = Object.keys(properties)
  const present = kinds.length === 1 ? { required: kinds } : { anyOf: kinds.map((kind) => ({ required: [kind] })) }
  return {
    summary,
    description: `Posted if the subscription has \`${flag}\`.`,
    payload: { type: 'object', properties, ...present },
  }
}

/** Returns the required bodies of responses, by the message to which they respond. */
export function webhookAnswers(): Readonly<Record<string, JsonObject>> {
  return {
    createContact: { summary: 'The contact as it was created.', payload: jsonSchemaOf(ContactInputSchema) },
    createDeal: { summary: 'The deal as it was created.', payload: jsonSchemaOf(DealInputSchema) },
  }
}

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
const time = { ...text, description: 'ISO 8601; UTC where it names no zone.' }
const error = { anyOf: [{ $ref: refTo('DeliveryError') }, { type: 'null' }] }
/** Its fields are not documented, or of no use to a client. */
const object = { type: ['object', 'null'] }

/** Fields that core's schemas leave open: it reads moments in any form and errors apart, and passes the rest on. */
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

/** The named schemas of core, with the fields that webhooks have beside them. */
export function webhookSchemas(): Record<string, JsonObject> {
  const schemas = namedSchemas()
  for (const [name, fields] of Object.entries(furtherFields)) {
    const schema = schemas[name]!
    schemas[name] = { ...schema, properties: { ...(schema.properties as JsonObject), ...fields } }
  }
  const properties = { error: { ...text, examples: Object.keys(deliveryErrors) }, description: text, data: {} }
  return { ...schemas, DeliveryError: { type: 'object', properties, required: ['error'] } }
}

/** What Wazzup posts. */
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
    createContact: message('contactsAndDealsCreation', 'Asks for a new contact; always alone.', {
      createContact: one(ContactRequestSchema),
    }),
    createDeal: message('contactsAndDealsCreation', 'Asks for a new deal, after its contact; always alone.', {
      createDeal: one(DealRequestSchema),
    }),
    testPing: {
      summary: 'Sent while the subscription is being saved. Only the status 200 will do.',
      payload: { type: 'object', properties: { test: { const: true } }, required: ['test'] },
    },
  }
}

/** A message that Wazzup posts to those who subscribed to a flag. */
function message(
  flag: (typeof subscriptionFlags)[number],
  summary: string,
  properties: Partial<Record<WebhookKind, JsonObject>>,
): JsonObject {
  const kinds = Object.keys(properties)
  const present = kinds.length === 1 ? { required: kinds } : { anyOf: kinds.map((kind) => ({ required: [kind] })) }
  return {
    summary,
    description: `Comes to those who subscribed to \`${flag}\`.`,
    payload: { type: 'object', properties, ...present },
  }
}

/** What the body of an answer has to be, by the message that it answers. */
export function webhookAnswers(): Readonly<Record<string, JsonObject>> {
  return {
    createContact: { summary: 'The contact as it was created.', payload: jsonSchemaOf(ContactInputSchema) },
    createDeal: { summary: 'The deal as it was created.', payload: jsonSchemaOf(DealInputSchema) },
  }
}

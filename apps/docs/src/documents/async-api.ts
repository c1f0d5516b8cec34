import { endpoints } from '@wazzup-kit/core/schemas'
import { referredIn, type JsonObject } from '../schemas/json-schema.ts'
import { webhookAnswers, webhookMessages, webhookSchemas } from './webhook-messages.ts'

const description = `Unofficial. The webhooks that Wazzup posts to the address of an account, described for the application that receives them. Derived from the schemas of wazzup-kit, which follow Wazzup's documentation.

Respond with 200 within 30 seconds. Webhooks are not signed. Expect fields and values that are not listed here, null for any optional field, repeats, and any order.`

const headers = {
  type: 'object',
  properties: {
    'content-type': {
      const: 'application/json; charset-utf-8',
      description: 'Malformed, as documented. Read the body as JSON in UTF-8, whatever the header says.',
    },
    authorization: {
      type: 'string',
      pattern: '^Bearer ',
      description: 'The `crmKey` that was given to `POST /v3/connect`. Absent if that call was never made.',
    },
  },
  required: ['content-type'],
}

const tag = { name: 'webhooks', description: 'What Wazzup posts to the application.' }

/**
 * Returns an AsyncAPI 3 document of the webhooks: every body that Wazzup posts, and the bodies that it expects in
 * response to `createContact` and `createDeal`. https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function asyncApiDocument(): JsonObject {
  const messages = webhookMessages()
  const answers = webhookAnswers()
  const operations = Object.keys(messages).map((name) => [
    `receive${capital(name)}`,
    operation(name, messages, answers),
  ])
  return structuredClone({
    asyncapi: '3.0.0',
    info: {
      title: 'Wazzup24 webhooks',
      version: 'v3',
      description,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      contact: { name: 'wazzup-kit', url: 'https://github.com/wazzup-kit/wazzup-kit' },
      tags: [tag],
      externalDocs: { description: "Wazzup's documentation of webhooks", url: endpoints.subscription.set.docUrl },
    },
    defaultContentType: 'application/json',
    servers: {
      subscriber: {
        host: '{host}',
        protocol: 'https',
        description: 'The server of the `webhooksUri` of the subscription.',
        variables: { host: { default: 'crm.example' } },
      },
    },
    channels: {
      webhooks: {
        address: '/{path}',
        description: 'All webhooks are posted to one address.',
        parameters: { path: { default: 'wazzup', description: 'The path of the `webhooksUri`.' } },
        messages: Object.fromEntries(
          Object.entries(messages).map(([name, message]) => [
            name,
            { ...message, name, traits: [{ $ref: '#/components/messageTraits/post' }] },
          ]),
        ),
      },
      answers: { address: null, description: 'The body of the HTTP response.', messages: answers },
    },
    operations: Object.fromEntries(operations),
    components: {
      schemas: referredIn([messages, answers], webhookSchemas()),
      messageTraits: { post: { contentType: 'application/json', headers } },
    },
  })
}

function operation(
  name: string,
  messages: Readonly<Record<string, JsonObject>>,
  answers: Readonly<Record<string, JsonObject>>,
): JsonObject {
  const from = (channel: string): JsonObject => ({
    channel: { $ref: `#/channels/${channel}` },
    messages: [{ $ref: `#/channels/${channel}/messages/${name}` }],
  })
  return {
    action: 'receive',
    summary: messages[name]!.summary,
    description: messages[name]!.description,
    tags: [{ name: tag.name }],
    ...from('webhooks'),
    ...(Object.hasOwn(answers, name) && { reply: from('answers') }),
    bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
  }
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

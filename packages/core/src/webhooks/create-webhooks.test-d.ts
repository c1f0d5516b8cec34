import { describe, expectTypeOf, test } from 'vitest'
import {
  createErrorLog,
  createReceiver,
  createWebhooks,
  type ChannelUpdate,
  type ContactInput,
  type Context,
  type DealInput,
  type DeliveryError,
  type Echo,
  type EventKind,
  type Events,
  type Message,
  type RejectedDelivery,
  type WebhookResponse,
  type Reply,
  type ReplyInput,
  type ReplyTo,
  type Sender,
  type UnrecognizedEvent,
  type Wazzup,
  type Webhooks,
} from '../index.ts'

declare const wazzup: Wazzup
declare const webhooks: Webhooks
declare const contact: ContactInput
declare const deal: DealInput

describe('handlers', () => {
  test('get the event of their kind', () => {
    webhooks
      .on('message', (event) => {
        expectTypeOf(event).toEqualTypeOf<Message>()
        expectTypeOf(event.messageId).toEqualTypeOf<string>()
        expectTypeOf(event.chatId).toEqualTypeOf<string>()
        expectTypeOf(event.text).toEqualTypeOf<string | null | undefined>()
        expectTypeOf(event.dateTime).toEqualTypeOf<string | undefined>()
        expectTypeOf(event.author.is).toEqualTypeOf<'customer' | 'api' | 'operator' | 'phone' | 'unknown'>()
        expectTypeOf(event.contact?.messengerChatId).toEqualTypeOf<string | null | undefined>()
      })
      .on('echo', (event) => {
        expectTypeOf(event).toEqualTypeOf<Echo>()
        expectTypeOf(event.error).toEqualTypeOf<DeliveryError | undefined>()
      })
      .on('messageEdited', (event) => {
        // The chat of an edit may be missing.
        expectTypeOf(event.chatId).toEqualTypeOf<string | null | undefined>()
        expectTypeOf(event.oldInfo?.oldText).toEqualTypeOf<string | null | undefined>()
      })
      .on('status', (event) => expectTypeOf(event.status).toExtend<string | null | undefined>())
      .on('channel', (event) => expectTypeOf(event).toEqualTypeOf<ChannelUpdate>())
      .on('template', (event) => expectTypeOf(event.templateGuid).toEqualTypeOf<string>())
      .on('unrecognized', (event) => expectTypeOf(event).toEqualTypeOf<UnrecognizedEvent>())
      .on('createContact', (event) => {
        expectTypeOf(event.contactData[0]!.chatType).toExtend<string>()
        expectTypeOf(event.contactData[0]!.chatId).toEqualTypeOf<string>()
        return { ...contact, contactData: event.contactData }
      })
      .on('createDeal', (event) => {
        expectTypeOf(event.contacts).toEqualTypeOf<string[]>()
        return deal
      })
    expectTypeOf(webhooks.receive({ body: '' })).resolves.toEqualTypeOf<WebhookResponse>()
  })

  test('may return anything, except for a question', () => {
    webhooks
      .on('message', () => 5)
      .on('message', async () => {})
      .on('status', () => Promise.resolve('text'))
  })

  test('an event narrows by its kind', () => {
    const handle = (event: Events[EventKind]) => {
      if (event.kind === 'message') expectTypeOf(event).toEqualTypeOf<Message>()
      if (event.kind === 'unrecognized') expectTypeOf(event.value).toBeUnknown()
      // @ts-expect-error a status has no chat; other fields of Wazzup are in raw
      if (event.kind === 'status') void event.chatId
      // @ts-expect-error an unrecognized event has no text
      if (event.kind === 'unrecognized') void event.text
    }
    expectTypeOf(handle).toBeFunction()
  })

  test('an unknown kind does not compile', () => {
    // @ts-expect-error misspelt
    webhooks.on('mesage', () => {})
    // @ts-expect-error Wazzup's name of the list
    webhooks.on('statuses', () => {})
    // @ts-expect-error the handler is missing
    webhooks.on('message')
  })
})

describe('questions', () => {
  test('the returned entity is the response, sync or async', () => {
    webhooks.on('createContact', () => contact).on('createContact', async () => contact)
    webhooks.on('createDeal', () => deal).on('createDeal', async () => deal)
    webhooks.on('createContact', async ({ name, contactData }) => ({
      id: '1',
      responsibleUserId: 'u',
      name: name ?? 'unknown',
      contactData: contactData.map(({ chatType, chatId }) => ({ chatType, chatId: chatId ?? undefined })),
    }))
  })

  test('a row of a database is a valid entity: numbers for ids, null for missing fields', () => {
    webhooks.on('createContact', () => ({
      id: 5,
      responsibleUserId: 7n,
      name: 'n',
      uri: null,
      contactData: [{ chatType: 'telegram', chatId: 79011112233, username: null, phone: null }],
    }))
    webhooks.on('createDeal', async () => ({
      id: 5,
      responsibleUserId: 7,
      name: 'n',
      uri: null,
      contacts: [1, 2n, '3'],
      closed: false,
    }))
  })

  test('a handler that returns nothing does not compile', () => {
    // @ts-expect-error sync
    webhooks.on('createContact', () => {})
    // @ts-expect-error async
    webhooks.on('createContact', async () => {})
    // @ts-expect-error sync
    webhooks.on('createDeal', () => {})
    // @ts-expect-error async
    webhooks.on('createDeal', async () => {})
    // @ts-expect-error sometimes
    webhooks.on('createContact', ({ name }) => (name ? contact : undefined))
    // @ts-expect-error sometimes, later
    webhooks.on('createDeal', async ({ source }) => (source ? deal : null))
  })

  test('the wrong shape does not compile', () => {
    // @ts-expect-error a deal is not a contact
    webhooks.on('createContact', () => deal)
    // @ts-expect-error a contact is not a deal
    webhooks.on('createDeal', async () => contact)
    // @ts-expect-error an id alone
    webhooks.on('createContact', () => 'id')
    // @ts-expect-error a name is text
    webhooks.on('createContact', () => ({ id: 5, responsibleUserId: 'u', name: 5, contactData: [] }))
    // @ts-expect-error only optional fields may be null
    webhooks.on('createContact', () => ({ id: null, responsibleUserId: 'u', name: 'n', contactData: [] }))
    // @ts-expect-error a field is missing, later
    webhooks.on('createDeal', async () => ({ id: '5', responsibleUserId: 'u', name: 'n' }))
  })
})

describe('the context', () => {
  test('only messages and missed calls have reply', () => {
    webhooks.on('message', (_, { reply }) => {
      expectTypeOf(reply).toEqualTypeOf<ReplyTo>()
      void reply({ text: 'hi' }, { timeout: 5 })
      void reply({ contentUri: 'https://example.com/a.pdf', clearUnanswered: true })
      void reply({ templateId: 't', templateValues: ['a'] })
    })
    webhooks.on('missedCall', (_, { reply }) => reply({ text: 'You called' }))
    // @ts-expect-error a group message has no reply
    webhooks.on('groupMessage', (_, { reply }) => reply)
    // @ts-expect-error a system message has no reply
    webhooks.on('system', (_, { reply }) => reply)
    // @ts-expect-error an echo has no reply, because a bot must not reply to itself
    webhooks.on('echo', (_, { reply }) => reply)
    // @ts-expect-error an edit may have no chat
    webhooks.on('messageEdited', (_, { reply }) => reply)
    // @ts-expect-error a status is not a message
    webhooks.on('status', (_, { reply }) => reply)
    // @ts-expect-error the response to a question is the returned entity
    webhooks.on('createContact', (_, { reply }) => reply)
    expectTypeOf<Context<'message'>>().toHaveProperty('reply')
    expectTypeOf<Context<'status'>>().not.toHaveProperty('reply')
  })

  test('a reply has content, but no address and no id', () => {
    webhooks.on('message', (_, { reply }) => {
      // @ts-expect-error both at once
      void reply({ text: 'hi', contentUri: 'https://example.com' })
      // @ts-expect-error neither
      void reply({ crmUserId: 'u' })
      // @ts-expect-error the address is that of the message
      void reply({ text: 'hi', chatId: '7' })
      // @ts-expect-error the id follows from the message
      void reply({ text: 'hi', crmMessageId: 'mine' })
    })
  })

  test('a function of a ReplyInput is a reply', () => {
    const fake = async (content: ReplyInput): Promise<Reply> => ({
      id: content.text ?? '',
      state: 'queued',
      messageId: null,
    })
    expectTypeOf(fake).toExtend<ReplyTo>()
    // @ts-expect-error a reply is no string
    expectTypeOf(async (content: string): Promise<Reply> => fake({ text: content })).toExtend<ReplyTo>()
    // @ts-expect-error a reply resolves with its state
    expectTypeOf(async (_: ReplyInput) => {}).toExtend<ReplyTo>()
  })

  test('wazzup is the given client', () => {
    createWebhooks({ secret: 's', wazzup }).on('message', (_, context) => {
      expectTypeOf(context.wazzup).toEqualTypeOf<Wazzup>()
      void context.wazzup.contacts.list()
    })
    const sender: Sender & { mine: 5 } = { messages: wazzup.messages, mine: 5 }
    createReceiver({ secret: 's', wazzup: sender }).on('status', (_, context) => {
      expectTypeOf(context.wazzup.mine).toEqualTypeOf<5>()
      // @ts-expect-error the given client has no such call
      void context.wazzup.contacts
    })
    createWebhooks({ secret: false }).on('status', (_, context) => {
      expectTypeOf(context.wazzup).toEqualTypeOf<Sender>()
    })
  })
})

test('onError gets an event, or the delivery or the store when there is no event', () => {
  createWebhooks({
    secret: false,
    onError(error, subject) {
      expectTypeOf(error).toBeUnknown()
      expectTypeOf(subject.kind).toEqualTypeOf<EventKind | 'delivery' | 'store'>()
      if (subject.kind === 'delivery') expectTypeOf(subject).toEqualTypeOf<RejectedDelivery>()
      if (subject.kind === 'message') expectTypeOf(subject).toEqualTypeOf<Message>()
    },
  })
  createWebhooks({ secret: false, onError: createErrorLog((what, failure) => [what, failure]) })
  // @ts-expect-error the parameters must match
  createWebhooks({ secret: false, onError: (error, subject, run, more) => [error, subject, run, more] })
})

test('handlers have a signal', () => {
  webhooks.on('status', (_, { signal }) => expectTypeOf(signal).toEqualTypeOf<AbortSignal>())
  webhooks.on('createDeal', (_, { signal }) => (signal.aborted ? Promise.reject(new Error('late')) : deal))
})

test('a function may supply the secret', () => {
  createWebhooks({ secret: () => 's' })
  createWebhooks({ secret: async () => ['s', 't'] })
  createWebhooks({ secret: (): string | readonly string[] => 's' })
  // @ts-expect-error a function cannot accept every delivery
  createWebhooks({ secret: () => false })
  // @ts-expect-error the variable may be missing
  createWebhooks({ secret: () => undefined as string | undefined })
})

test('wrong options do not compile', () => {
  createWebhooks({ secret: ['a', 'b'], limits: { bytes: 5 }, timeout: 5, onError: async () => {} })
  // @ts-expect-error the secret is required; false accepts every delivery
  createWebhooks({})
  // @ts-expect-error true is not a secret
  createWebhooks({ secret: true })
  // @ts-expect-error a client must be able to send
  createWebhooks({ secret: false, wazzup: {} })
  // @ts-expect-error no such option
  createWebhooks({ secret: false, maxRetries: 5 })
})

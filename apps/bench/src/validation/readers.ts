import * as v from 'valibot'
import { builtEntry } from '../built.ts'
import { alike, deliveryOf, mixed } from '../receiving/messages.ts'
import { contactsPage } from './contacts.ts'

/** A way to validate a parsed body. Throws if the body is invalid. */
export interface Reader {
  name: string
  body: string
  read(parsed: unknown): void
}

const contacts = contactsPage(100)
const messages = deliveryOf(alike, 100)

/** Our guards, valibot with the same schemas, and nothing, which shows the cost of the clock. Add new ways here. */
export async function loadReaders(): Promise<Reader[]> {
  const { endpoints, isMessageItem, ContactSchema, MessageItemSchema } = (await import(
    builtEntry('@wazzup-kit/core', './schemas')
  )) as typeof import('@wazzup-kit/core/schemas')
  const output = endpoints.contacts.list.output!
  const plain = v.looseObject({ count: v.number(), data: v.array(ContactSchema) })
  const byGuard = messagesReader(isMessageItem)
  const byValibot = messagesReader((message) => v.safeParse(MessageItemSchema, message).success)
  return [
    { name: 'wazzup: 100 messages, printed guard', body: messages, read: byGuard },
    { name: 'wazzup: 100 messages of five kinds', body: deliveryOf(mixed, 100), read: byGuard },
    { name: 'valibot: 100 messages without guards', body: messages, read: byValibot },
    { name: 'wazzup: 100 contacts, item by item', body: contacts, read: readerOf(output) },
    { name: 'valibot: 100 contacts, as one list', body: contacts, read: readerOf(plain) },
    { name: 'nothing: the clock alone', body: contacts, read: () => {} },
  ]
}

function messagesReader(isGood: (message: unknown) => boolean): Reader['read'] {
  return (delivery) => {
    for (const message of (delivery as { messages: unknown[] }).messages) {
      if (!isGood(message)) throw new Error('a valid message was rejected')
    }
  }
}

function readerOf(schema: v.GenericSchema): Reader['read'] {
  return (page) => {
    const { success } = v.safeParse(schema, page)
    if (!success) throw new Error('valid contacts were rejected')
  }
}

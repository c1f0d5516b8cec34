import * as v from 'valibot'
import { builtEntry } from '../built.ts'

/** Something that checks a parsed page of contacts; throws when it says no. */
export interface Reader {
  name: string
  read(page: unknown): void
}

/** Ours first; nothing, which shows the clock; valibot on the same schemas. A new way to validate is one more entry here. */
export async function loadReaders(): Promise<Reader[]> {
  const { endpoints, ContactSchema } = (await import(
    builtEntry('@wazzup-kit/core', './schemas')
  )) as typeof import('@wazzup-kit/core/schemas')
  const output = endpoints.contacts.list.output!
  const plain = v.looseObject({ count: v.number(), data: v.array(ContactSchema) })
  return [
    { name: 'wazzup: output of contacts.list', read: readerOf(output) },
    { name: 'nothing: the clock alone', read: () => {} },
    { name: 'valibot: the same schema without guards', read: readerOf(plain) },
  ]
}

function readerOf(schema: v.GenericSchema): (page: unknown) => void {
  return (page) => {
    const { success } = v.safeParse(schema, page)
    if (!success) throw new Error('good contacts were refused')
  }
}

/** The process that validates. Each round parses a page and reads it, and the clock is looked at in between. */
import { contactsPage } from './contacts.ts'
import { loadReaders } from './readers.ts'
import type { Order, Share } from './turn.ts'

const bytes = Buffer.from(contactsPage(100))
const readers = new Map<string, (page: unknown) => void>()

function measure({ reader, rounds }: Order): Share {
  const read = readers.get(reader)!
  let parsing = 0
  let reading = 0
  for (let round = 0; round < rounds; round++) {
    // V8 remembers strings it has parsed, so each parse gets one of its own.
    const text = bytes.toString()
    const start = performance.now()
    const page: unknown = JSON.parse(text)
    const parsed = performance.now()
    read(page)
    reading += performance.now() - parsed
    parsing += parsed - start
  }
  return { share: (reading / parsing) * 100, parse: (parsing / rounds) * 1_000 }
}

try {
  for (const { name, read } of await loadReaders()) readers.set(name, read)
  process.send?.({ names: [...readers.keys()] })
} catch (error) {
  process.send?.({ error: (error as Error).message })
}
process.on('message', (order: Order) => {
  try {
    process.send?.(measure(order))
  } catch (error) {
    process.send?.({ error: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())

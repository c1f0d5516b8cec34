/** The process of one reader: `worker.ts <name>`. Each round measures the time of parsing and of validating a body. */
import { loadReaders, type Reader } from './readers.ts'
import type { Order, Share } from './turn.ts'

const [name] = process.argv.slice(2) as [string]

function measure({ body, read }: Reader, { rounds }: Order): Share {
  const bytes = Buffer.from(body)
  let parsing = 0
  let reading = 0
  for (let round = 0; round < rounds; round++) {
    // A new string for each parse, because V8 caches parsed strings.
    const text = bytes.toString()
    const start = performance.now()
    const parsed: unknown = JSON.parse(text)
    const middle = performance.now()
    read(parsed)
    reading += performance.now() - middle
    parsing += middle - start
  }
  return { share: (reading / parsing) * 100, parse: (parsing / rounds) * 1_000 }
}

const loading = loadReaders().then((readers) => readers.find((reader) => reader.name === name)!)
loading.then(
  () => process.send?.({ ready: true }),
  (error: Error) => process.send?.({ error: error.message }),
)
process.on('message', async (order: Order) => {
  try {
    process.send?.(measure(await loading, order))
  } catch (error) {
    process.send?.({ error: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())

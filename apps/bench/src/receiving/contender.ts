/** One delivery in a contender's own shape. */
interface Delivery {
  body: string
  headers?: Readonly<Record<string, string>>
}

/** A receiver of deliveries. */
export interface Contender {
  /** Creates a delivery with this number of items. */
  delivery(items: number): Delivery
  /** Handles a delivery. Must respond with 200. */
  receive(request: Request): Promise<Response>
  /** Returns how often a handler was called. A contender that does not call it fails. */
  handled(): number
}

/** The type of the export `createContender` of every file in `contenders/`. */
export type CreateContender = () => Contender | Promise<Contender>

/** The secret: in the address for our receiver, the signing key for others. */
export const secret = 'a-long-secret-of-the-benchmark-01'
export const address = `https://bot.example.com/wazzup?key=${secret}`

export const ok = (): Response => new Response(null, { status: 200 })

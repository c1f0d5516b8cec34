/** One delivery in a contender's own shape. */
interface Delivery {
  body: string
  headers?: Readonly<Record<string, string>>
}

/** Takes deliveries. */
export interface Contender {
  /** A delivery of so many items. */
  delivery(items: number): Delivery
  /** Takes one; must answer 200. */
  receive(request: Request): Promise<Response>
  /** How often a handler was called: who does not handle what came cannot win. */
  handled(): number
}

/** What every file in `contenders/` exports as `createContender`. */
export type CreateContender = () => Contender | Promise<Contender>

/** The secret that ours finds in the address, and others sign with. */
export const secret = 'a-long-secret-that-nobody-guesses'
export const address = `https://bot.example.com/wazzup?key=${secret}`

export const ok = (): Response => new Response(null, { status: 200 })

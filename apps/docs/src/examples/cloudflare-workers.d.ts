/** What the Workers in the documentation import from their runtime, beside `DurableObject`. */
declare module 'cloudflare:workers' {
  export const env: {
    WAZZUP_API_KEY: string
    WAZZUP_BASE_URL?: string
    WAZZUP_SECRET: string
    SHOP_TOKEN: string
    WAZZUP_BOT: {
      getByName(name: string): {
        fetch(request: Request): Promise<Response>
        orderIsReady(order: { id: string; phone: string }): Promise<void>
      }
    }
  }
  export function waitUntil(work: Promise<unknown>): void
}

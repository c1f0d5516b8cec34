declare module 'cloudflare:workers' {
  /** The variables and bindings of the deployed Worker. */
  export const env: {
    WAZZUP_API_KEY: string
    WAZZUP_BASE_URL: string
    WEBHOOK_SECRET: string
    /** The Durable Objects of the bot. */
    ORDER_DESK: { getByName(name: string): { fetch(request: Request): Promise<Response> } }
    /** The service that notifies the operators on duty. */
    DUTY: { fetch(url: string, init: RequestInit): Promise<Response> }
    /** The clock of the emulator, when the sample runs. */
    CLOCK: { fetch(url: string): Promise<Response> }
  }
}

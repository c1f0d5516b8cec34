declare module 'cloudflare:workers' {
  /** What the Worker is deployed with. */
  export const env: {
    WAZZUP_API_KEY: string
    WAZZUP_BASE_URL: string
    WEBHOOK_SECRET: string
    /** A service that tells the people on duty. */
    DUTY: { fetch(url: string, init: RequestInit): Promise<Response> }
  }
}

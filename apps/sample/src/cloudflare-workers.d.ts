declare module 'cloudflare:workers' {
  /** The variables and bindings of the deployed Worker. */
  export const env: {
    WAZZUP_API_KEY: string
    WAZZUP_BASE_URL: string
    WEBHOOK_SECRET: string
    /** The service that notifies the operators on duty. */
    DUTY: { fetch(url: string, init: RequestInit): Promise<Response> }
  }
}

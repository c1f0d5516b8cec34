/** What a Worker on a page is deployed with. */
declare module 'cloudflare:workers' {
  export const env: { WAZZUP_API_KEY: string; WAZZUP_BASE_URL?: string; WAZZUP_SECRET: string }
}

/** What the Workers in the documentation import from their runtime. */
declare module 'cloudflare:workers' {
  export const env: { WAZZUP_API_KEY: string; WAZZUP_BASE_URL?: string; WAZZUP_SECRET: string }
  export function waitUntil(work: Promise<unknown>): void
}

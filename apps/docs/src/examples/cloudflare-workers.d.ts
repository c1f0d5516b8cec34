/** The variables of the Workers in the documentation. */
declare module 'cloudflare:workers' {
  export const env: { WAZZUP_API_KEY: string; WAZZUP_BASE_URL?: string; WAZZUP_SECRET: string }
}

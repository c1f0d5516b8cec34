/** The part of Cloudflare's types that this package uses, also for tests. Users have all of them, by `wrangler types`. */
declare namespace Cloudflare {
  interface Env {}
}

declare module 'cloudflare:workers' {
  export abstract class DurableObject<Env = Cloudflare.Env> {
    protected ctx: unknown
    protected env: Env
    constructor(ctx: never, env: Env)
    fetch?(request: Request): Response | Promise<Response>
    alarm?(info?: { readonly retryCount: number; readonly isRetry: boolean }): void | Promise<void>
  }
}

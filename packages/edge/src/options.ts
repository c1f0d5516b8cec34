import type { WaitUntil } from '@wazzup-kit/core/webhooks'

interface AnyOptions {
  /**
   * The path at which a gateway is mounted, such as `/api/wazzup`.
   *
   * @default ''
   */
  path?: string | undefined
}

interface OptionsBefore extends AnyOptions {
  /**
   * When the handlers of webhooks run. By default, they run before the response, and Wazzup gets 500 if one fails. With
   * `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only reported to `onError`. Handlers of
   * questions always run before the response. A gateway ignores this option.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: 'beforeResponse' | undefined
  /**
   * Only with `'afterResponse'`.
   *
   * @default none
   */
  waitUntil?: undefined
}

interface OptionsAfter extends AnyOptions {
  /** Wazzup gets 200 at once, and a failure of a handler is only reported to `onError`. */
  runHandlers: 'afterResponse'
  /**
   * The function with which the host stays alive after the response. On Cloudflare Workers, `waitUntil` of
   * `cloudflare:workers`; on Vercel, `waitUntil` of `@vercel/functions`; in Next.js, `after` of `next/server`. If it throws,
   * the error is reported to `onError`, and the handlers run before the response.
   */
  waitUntil: WaitUntil
}

/** Options of `handler`. */
export type HandlerOptions = OptionsBefore | OptionsAfter

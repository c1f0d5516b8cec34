import type { RunHandlers, WaitUntil } from '@wazzup-kit/core/webhooks'

/** Options of `handler`. */
export interface HandlerOptions {
  /**
   * When the handlers of webhooks run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only
   * reported to `onError`. Handlers of questions always run before the response. A gateway ignores this option.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * The function with which the host stays alive for handlers that run after the response. Needed on hosts that stop a
   * function when it has responded: on Vercel, `waitUntil` of `@vercel/functions`. If it throws, the error is reported to
   * `onError`, and the handlers run before the response.
   *
   * @default none: a process of Node continues after a response
   */
  waitUntil?: WaitUntil | undefined
  /**
   * The path at which a gateway is mounted, such as `/api/wazzup`. Required on `node:http`, and on Express with `app.all`.
   * With `app.use`, the default is the path that was given to it, in lower case. Set the option if that path has capitals.
   * Values of parameters, as in `app.use('/:tenant/wazzup', …)`, may have capitals.
   *
   * @default the `baseUrl` of the request on Express, in lower case; otherwise ''
   */
  path?: string | undefined
}

import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { pathId, readNumber, readOpen, readText, type Open } from '../schema/fields.ts'
import * as docUrls from './doc-urls.ts'

/** Schema of {@link Unanswered}. */
export const unansweredSchema = lazy(() =>
  v.looseObject({
    counterV2: readNumber(),
    type: readOpen(['red', 'grey']),
    lastMsgDateTime: readText(),
  }),
)
/** The unanswered messages of one employee. */
export interface Unanswered {
  /** Number of unanswered messages of the last 7 days that the employee may see. It is 0 for an employee without a role. */
  counterV2?: number | null | undefined
  /**
   * Why the employee sees the counter. `red`: the employee is responsible for some of the chats. `grey`: the employee only
   * supervises them, as heads and quality control do. null: there are no unanswered messages.
   */
  type?: Open<'red' | 'grey'> | null | undefined
  /** Time of the last unanswered message, as Wazzup sent it. Its format is undocumented. */
  lastMsgDateTime?: string | null | undefined
}

const counterHostSchema = lazy(() => v.looseObject({ host: v.string() }))
/** The host that sends changes of the counter. */
export interface CounterHost {
  /** Host name without a scheme. */
  host: string
}

/** Counters of unanswered messages. https://wazzup24.ru/help/api-ru/schetchik-neotvechennyh/ */
export const unanswered = {
  /**
   * Returns the number of unanswered messages of the last 7 days for one employee. For sales reps and managers, it counts the
   * messages of their own contacts and deals; for heads and quality control, those that they supervise. It is 0 for an
   * employee without a role.
   */
  get: defineEndpoint({
    method: 'GET',
    path: '/v3/unanswered/{userId}',
    docUrl: docUrls.unanswered,
    input: () => v.strictObject({ userId: pathId() }),
    output: (): v.GenericSchema<unknown, Unanswered> => unansweredSchema(),
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
  /**
   * Returns the host of a socket.io 4.1.3 server that sends each change of the counter; its path is `/ws-counters/`. Put
   * `https://` before the host name. The address of this call contains the API key, so keep it out of logs.
   */
  getHost: defineEndpoint({
    method: 'GET',
    // The address contains the key, so hooks and errors have only this pattern.
    path: '/counters/ws_host/api_v3/{apiKey}',
    origin: 'https://integrations.wazzup24.com',
    docUrl: docUrls.unanswered,
    input: () => v.strictObject({}),
    output: (): v.GenericSchema<unknown, CounterHost> => counterHostSchema(),
    repeat: 'always',
    key: 'path',
    sidecar: false,
  }),
}

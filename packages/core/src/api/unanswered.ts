import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { pathId, readNumber, readOpen, readText, type Open } from '../schema/fields.ts'
import * as docUrls from './doc-urls.ts'

export const unansweredSchema = lazy(() =>
  v.looseObject({
    counterV2: readNumber(),
    type: readOpen(['red', 'grey']),
    lastMsgDateTime: readText(),
  }),
)
/** What waits for an answer of one user. */
export interface Unanswered {
  /** Unanswered messages of the last 7 days that the user may see; 0 for a user without a role. */
  counterV2?: number | null | undefined
  /**
   * `red`: the user is responsible for some of the chats; `grey`: the user only supervises them, as heads and quality
   * control do; null: nothing waits.
   */
  type?: Open<'red' | 'grey'> | null | undefined
  /** When the last of these messages came. Its format is undocumented. */
  lastMsgDateTime?: string | null | undefined
}

const counterHostSchema = lazy(() => v.looseObject({ host: v.string() }))
/** Where the counter is pushed live. */
export interface CounterHost {
  /** A bare host name, without a scheme. */
  host: string
}

/** Counters of unanswered messages. https://wazzup24.ru/help/api-ru/schetchik-neotvechennyh/ */
export const unanswered = {
  /**
   * Returns how many messages of the last 7 days wait for an answer of this user. Sales reps and managers count those of
   * their own contacts and deals, heads and quality control those that they supervise; 0 for a user without a role.
   */
  get: defineEndpoint({
    method: 'GET',
    path: '/v3/unanswered/{userId}',
    docUrl: docUrls.unanswered,
    input: () => v.strictObject({ userId: pathId() }),
    output: unansweredSchema as () => v.GenericSchema<unknown, Unanswered>,
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
  /**
   * Returns the socket.io host (4.1.3, path `/ws-counters/`) that pushes the counter live: a bare host name, which you
   * put `https://` before. The address of this call holds the key.
   */
  getHost: defineEndpoint({
    method: 'GET',
    // The key is a part of this address, so it goes into no log: hooks and errors name the pattern only.
    path: '/counters/ws_host/api_v3/{apiKey}',
    origin: 'https://integrations.wazzup24.com',
    docUrl: docUrls.unanswered,
    input: () => v.strictObject({}),
    output: counterHostSchema as () => v.GenericSchema<unknown, CounterHost>,
    repeat: 'always',
    key: 'path',
    sidecar: false,
  }),
}

import * as v from 'valibot'
import { once } from '../once.ts'
import { endpoint } from '../endpoint.ts'
import { openPicklist, pathId, readNumber, readText } from '../fields.ts'
import * as pages from '../pages.ts'

export const unansweredSchema = once(() =>
  v.looseObject({
    /** Unanswered dialogs of the last 7 days; 0 for a user without a role. */
    counterV2: readNumber(),
    /** `red`: the user answers for some of them; `grey`: only supervises them; null: none. */
    type: v.fallback(v.nullish(openPicklist(['red', 'grey'])), undefined),
    lastMsgDateTime: readText(),
  }),
)
export interface Unanswered extends v.InferOutput<ReturnType<typeof unansweredSchema>> {}

/** Counters of unanswered dialogs. https://wazzup24.ru/help/api-ru/schetchik-neotvechennyh/ */
export const unanswered = {
  /** Gets how many dialogs of the last 7 days wait for an answer of this user; 0 for a user without a role. */
  get: endpoint({
    method: 'GET',
    path: '/v3/unanswered/{userId}',
    page: pages.unanswered,
    input: () => v.strictObject({ userId: pathId() }),
    output: unansweredSchema,
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
  /** Gets the socket.io host (4.1.3, path `/ws-counters/`) that pushes the counter live. Its address holds the key. */
  getHost: endpoint({
    method: 'GET',
    // The key is a part of this address, so it goes into no log: hooks and errors name the pattern only.
    path: '/counters/ws_host/api_v3/{apiKey}',
    origin: 'https://integrations.wazzup24.com',
    page: pages.unanswered,
    input: () => v.strictObject({}),
    output: () => v.looseObject({ host: v.string() }),
    repeat: 'always',
    key: 'path',
    sidecar: false,
  }),
}

import * as v from 'valibot'
import { endpoint } from '../endpoint.ts'
import { openPicklist, pathId, readNumber, readText } from '../fields.ts'
import * as pages from '../pages.ts'

export const UnansweredSchema = v.looseObject({
  /** Unanswered dialogs of the last 7 days; 0 for a user without a role. */
  counterV2: readNumber,
  /** `red`: the user answers for some of them; `grey`: only supervises them; null: none. */
  type: v.fallback(v.nullish(openPicklist(['red', 'grey'])), undefined),
  lastMsgDateTime: readText,
})
export interface Unanswered extends v.InferOutput<typeof UnansweredSchema> {}

export const unanswered = {
  get: endpoint({
    method: 'GET',
    path: '/v3/unanswered/{userId}',
    summary: 'Gets how many dialogs wait for an answer of this user.',
    page: pages.unanswered,
    input: v.strictObject({ userId: pathId }),
    output: UnansweredSchema,
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
  getHost: endpoint({
    method: 'GET',
    // The key is a part of this address, so it goes into no log: hooks and errors name the pattern only.
    path: '/counters/ws_host/api_v3/{apiKey}',
    origin: 'https://integrations.wazzup24.com',
    summary: 'Gets the socket.io host (4.1.3, path `/ws-counters/`) that pushes the counter live.',
    page: pages.unanswered,
    input: v.strictObject({}),
    output: v.looseObject({ host: v.string() }),
    repeat: 'always',
    key: 'path',
    sidecar: false,
  }),
}

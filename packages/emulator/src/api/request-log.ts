import { createListeners } from '../account/listeners.ts'
import { createLogRecords, type LogLimit } from '../account/log-records.ts'
import type { KeyHolder } from './authorize.ts'
import type { CallFaultKind } from '../faults/call-fault-kinds.ts'
import type { RouteName } from './routes.ts'
import type { PostFailure } from '../webhooks/post-failure.ts'

/** A request with the response to it. Secrets are hidden. */
export interface RequestRecord {
  /** 1 for the first request. */
  readonly number: number
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
  /** HTTP method in upper case, for example `POST`. */
  readonly method: string
  /** Path without the query; a key in it is shown as `{apiKey}`. */
  readonly path: string
  /** Query parameters; values other than those of `offset` and `limit` are shown as `[secret]`. */
  readonly query: Readonly<Record<string, string>>
  /**
   * Headers with names in lower case, without `authorization`, `proxy-authorization` and `cookie`. Secrets are shown as
   * `[secret]`, as is the value of a header such as `x-api-key` or `x-auth-token`.
   */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Parsed JSON, or the text when it is not JSON; absent without a body. Secrets are shown as `[secret]`: those of
   * the marketplace routes, the query of a webhook address, the address of a chat window, and fields such as `key`,
   * `token` or `authorization`.
   */
  readonly body: unknown
  /** Kind of key that the request had. */
  readonly key: KeyHolder
  /** Absent when no route has this method and path. */
  readonly route?: RouteName | undefined
  /** The fault that struck it. */
  readonly fault?: CallFaultKind | 'api error' | undefined
  /** Status of the response; null when the connection broke before it, absent until there is a response. */
  status?: number | null | undefined
  /**
   * Text of the response, with secrets hidden. Absent without a body and when the connection broke before the response.
   */
  response?: string | undefined
  /** Why the address of a new subscription did not respond to the test ping. */
  pingFailure?: PostFailure | undefined
  /**
   * What the call did, whatever response the caller got: `accepted`, `rejected`, or `none` when a fault struck before the
   * call could have an effect. Absent while the call is pending, and for a path that is not documented.
   */
  effect?: 'accepted' | 'rejected' | 'none' | undefined
  /** Id of the message of an accepted send, also when its response was lost. */
  messageId?: string | undefined
  /** Milliseconds until the response was complete, by the emulator's clock. */
  milliseconds?: number | undefined
}

/** Called when the response to a request is complete. */
export type RequestListener = (request: RequestRecord) => void

/** The log, with the functions that only the emulator calls. */
export interface RequestLog {
  readonly records: readonly RequestRecord[]
  /** Adds a request whose body has so many characters. */
  begin(record: Omit<RequestRecord, 'number' | 'status'>, size: number): RequestRecord
  finish(
    record: RequestRecord,
    end: Required<Pick<RequestRecord, 'status' | 'milliseconds'>> & Pick<RequestRecord, 'response' | 'pingFailure'>,
  ): void
  watch(listener: RequestListener): () => void
  reset(): void
}

export function createRequestLog(
  tell: (change: { about: 'request'; request: RequestRecord }) => void,
  limit?: LogLimit | 'off',
): RequestLog {
  const kept = createLogRecords<RequestRecord>(limit)
  const listeners = createListeners<RequestRecord>()
  return {
    records: kept.records,
    begin(fields, size) {
      const record = kept.add((number) => ({ number, ...fields }), size)
      tell({ about: 'request', request: record })
      return record
    },
    finish(record, end) {
      Object.assign(record, end)
      kept.grow(record, end.response?.length ?? 0)
      tell({ about: 'request', request: record })
      listeners.notify(record)
    },
    watch: listeners.add,
    reset: kept.reset,
  }
}

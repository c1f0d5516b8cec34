import type { KeyHolder } from './authorize.ts'
import type { CallFaultKind } from '../faults/call-fault-kinds.ts'
import type { RouteName } from './routes.ts'

/** A request with the response to it. Secrets are hidden. */
export interface RequestRecord {
  /** 1 for the first request. */
  readonly number: number
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number
  readonly method: string
  /** Path without the query; a key that stands in it shows as `{apiKey}`. */
  readonly path: string
  /** Values other than those of `offset` and `limit` show as `[secret]`. */
  readonly query: Readonly<Record<string, string>>
  /** Names in lower case, without `authorization`, `proxy-authorization` and `cookie`. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Parsed JSON, or the text when it is not JSON; undefined without a body. Secrets show as `[secret]`: those of the
   * marketplace routes, the query of a webhook address, the address of a chat window.
   */
  readonly body: unknown
  /** Key that the request had. */
  readonly key: KeyHolder
  /** Absent when no route has this method and path. */
  readonly route?: RouteName | undefined
  /** The fault that struck it. */
  readonly fault?: CallFaultKind | 'api error' | undefined
  /** Status of the response; null when the connection broke before one, undefined while it is being worked on. */
  status?: number | null | undefined
  /** Text of the response; secrets are hidden. Absent without a body, and where the connection broke before one. */
  response?: string | undefined
  /** Milliseconds until the response was complete, by the emulator's clock. */
  milliseconds?: number | undefined
}

/** Called when the response to a request is complete. */
export type RequestListener = (request: RequestRecord) => void

/** The log with the emulator's side of it. */
export interface RequestLog {
  readonly records: readonly RequestRecord[]
  begin(record: Omit<RequestRecord, 'number' | 'status'>): RequestRecord
  finish(
    record: RequestRecord,
    end: Required<Pick<RequestRecord, 'status' | 'milliseconds'>> & { response?: string | undefined },
  ): void
  watch(listener: RequestListener): () => void
  reset(): void
}

export function createRequestLog(tell: (change: { about: 'request'; request: RequestRecord }) => void): RequestLog {
  const records: RequestRecord[] = []
  const listeners = new Set<RequestListener>()
  return {
    records,
    begin(fields) {
      const record: RequestRecord = { number: records.length + 1, ...fields }
      records.push(record)
      tell({ about: 'request', request: record })
      return record
    },
    finish(record, end) {
      Object.assign(record, end)
      tell({ about: 'request', request: record })
      for (const listener of listeners) listener(record)
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    reset() {
      records.length = 0
    },
  }
}

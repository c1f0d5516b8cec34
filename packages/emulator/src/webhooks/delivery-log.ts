import { createListeners } from '../account/listeners.ts'
import { createLogRecords, type LogLimit } from '../account/log-records.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { WebhookKind } from './bodies.ts'
import type { PostFailure } from './post-failure.ts'
import type { PostOutcome } from './post-webhook.ts'
import type { DeliveryFaultKind } from '../faults/delivery-fault-kinds.ts'

/** A delivery to a webhook address, with the response to it. */
export interface DeliveryRecord {
  /** 1 for the first delivery. */
  readonly number: number
  /** When it was posted: milliseconds since 1970, by the emulator's clock. */
  readonly at: number
  /** Whose subscription it went to. */
  readonly to: 'api' | 'sidecar'
  /** The address; values of its query are shown as `[secret]`. */
  readonly url: string
  /** Kinds of its events; empty for a body of `deliver` that has no such keys. */
  readonly kinds: readonly WebhookKind[]
  /**
   * Posted body: parsed JSON, or the text when it is not JSON. Keys and secret addresses in it are shown as `[secret]`.
   */
  readonly body: unknown
  /** The fault that struck it. */
  readonly fault?: DeliveryFaultKind | undefined
  /**
   * The response of the address with secrets hidden, and with `json` when it is JSON. Null without a response within 30
   * seconds, absent while the delivery is pending.
   */
  response?: { readonly status: number; readonly text: string; readonly json?: unknown } | null | undefined
  /** Why there was no response; absent with a response and while the delivery is pending. */
  failure?: PostFailure | undefined
  /** Milliseconds until the response, by the emulator's clock. */
  milliseconds?: number | undefined
}

/** Called when the response to a delivery has arrived, or when none has arrived in time. */
export type DeliveryListener = (delivery: DeliveryRecord) => void

/** The log, with the functions that only the emulator calls. */
export interface DeliveryLog {
  readonly records: readonly DeliveryRecord[]
  /** Adds a delivery whose body has so many characters. */
  begin(fields: Omit<DeliveryRecord, 'number' | 'response' | 'failure' | 'milliseconds'>, size: number): DeliveryRecord
  finish(record: DeliveryRecord, outcome: PostOutcome, milliseconds: number): void
  watch(listener: DeliveryListener): () => void
  reset(): void
}

/** Returns the parsed JSON, or `otherwise` when the text is not JSON. */
export function parsed<Otherwise>(text: string, otherwise: Otherwise): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return otherwise
  }
}

export function createDeliveryLog(
  tell: (change: { about: 'delivery'; delivery: DeliveryRecord }) => void,
  secrets: Pick<Secrets, 'hideInText' | 'hideInJson' | 'hideInContent'>,
  limit?: LogLimit | 'off',
): DeliveryLog {
  const kept = createLogRecords<DeliveryRecord>(limit)
  const listeners = createListeners<DeliveryRecord>()
  return {
    records: kept.records,
    begin({ body, ...fields }, size) {
      const record = kept.add((number) => ({ number, ...fields, body: secrets.hideInContent(body) }), size)
      tell({ about: 'delivery', delivery: record })
      return record
    },
    finish(record, { response, failure }, milliseconds) {
      const text = response && secrets.hideInText(response.text)
      // The text of a field may hold a secret in an encoding of its own.
      const json = text === null ? undefined : secrets.hideInJson(parsed(text, undefined))
      record.response = response && {
        status: response.status,
        text: text ?? '',
        ...(json === undefined ? {} : { json }),
      }
      if (failure) record.failure = failure
      record.milliseconds = milliseconds
      kept.grow(record, text?.length ?? 0)
      tell({ about: 'delivery', delivery: record })
      listeners.notify(record)
    },
    watch: listeners.add,
    reset: kept.reset,
  }
}

import {
  apiErrors,
  apiErrorTexts,
  deliveryErrors,
  deliveryErrorTexts,
  statusErrors,
  statusErrorTexts,
  type ErrorFacts,
  type ErrorText,
} from '@wazzup-kit/core/errors'
import type { Explained } from './wire.ts'

interface Entry extends ErrorFacts, Omit<ErrorText, 'status'> {}

/** `repeatedCrmMessageId` and `REPEATED_CRM_MESSAGE_ID` are the same. */
const fold = (code: string): string => code.replaceAll('_', '').toLowerCase()

function tableOf(facts: Readonly<Record<string, ErrorFacts>>, texts: Readonly<Record<string, ErrorText>>) {
  return Object.entries(texts).map(([code, text]) => [fold(code), { ...text, ...facts[code] } as Entry] as const)
}

const api = tableOf(apiErrors, apiErrorTexts)
const delivery = tableOf(deliveryErrors, deliveryErrorTexts)
const byRequest = new Map([...delivery, ...api])
const byWebhook = new Map([...api, ...delivery])
const byStatus = new Map(tableOf(statusErrors, statusErrorTexts))

/** What the catalogue says of a code; of an unknown one nothing but the code. */
export function explainCode(code: string, from: 'request' | 'webhook'): Explained {
  const entry = (from === 'request' ? byRequest : byWebhook).get(fold(code))
  return { code, ...(entry && shown(entry)) }
}

/** The same for an answer without a code. */
export function explainStatus(status: number): Explained {
  const entry = byStatus.get(String(status)) ?? (status >= 500 ? byStatus.get('500') : undefined)
  return { code: String(status), ...(entry && shown(entry)) }
}

const shown = ({ meaning, remedy, actor, page }: Entry) => ({ meaning, remedy, actor, page })

import {
  apiErrors,
  apiErrorTexts,
  deliveryErrors,
  deliveryErrorTexts,
  provesNothing,
  remedyOfUnknownSend,
  statusErrors,
  statusErrorTexts,
  type ErrorFacts,
  type ErrorText,
} from '@wazzup-kit/core/errors'
import type { Explained } from './page-types.ts'

type Entry = Omit<Explained, 'code'>

/** `repeatedCrmMessageId` and `REPEATED_CRM_MESSAGE_ID` are the same. */
const fold = (code: string): string => code.replaceAll('_', '').toLowerCase()

function entriesOf(
  table: NonNullable<Explained['entry']>['table'],
  facts: Readonly<Record<string, ErrorFacts>>,
  texts: Readonly<Record<string, ErrorText>>,
): [string, Entry][] {
  return Object.entries(texts).map(([name, { meaning, remedy, docUrl }]) => {
    return [fold(name), { meaning, remedy, actor: facts[name]!.actor, docUrl, entry: { table, name } }]
  })
}

const api = entriesOf('api', apiErrors, apiErrorTexts)
const delivery = entriesOf('delivery', deliveryErrors, deliveryErrorTexts)
const byRequest = new Map([...delivery, ...api])
const byWebhook = new Map([...api, ...delivery])
const byStatus = new Map(entriesOf('status', statusErrors, statusErrorTexts))

/** What the catalogue says of a code; of an unknown one nothing but the code. */
export function explainCode(code: string, from: 'request' | 'webhook'): Explained {
  return { code, ...(from === 'request' ? byRequest : byWebhook).get(fold(code)) }
}

/** The same for a response without a code. */
export function explainStatus(status: number): Explained {
  return { code: String(status), ...(byStatus.get(String(status)) ?? (status >= 500 ? byStatus.get('500') : {})) }
}

/** Explains the response to a send. One that proves nothing must not read like advice to send again. */
export function explainSend(code: string | undefined, status: number): Explained {
  const explained = code === undefined ? explainStatus(status) : explainCode(code, 'request')
  return provesNothing(code, status) ? { ...explained, remedy: remedyOfUnknownSend, effect: 'unknown' } : explained
}

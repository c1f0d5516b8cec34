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

/** Folds both spellings of a code: `repeatedCrmMessageId` and `REPEATED_CRM_MESSAGE_ID`. */
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

/** Returns the explanation of a code; for an unknown one, only the code. */
export function explainCode(code: string, from: 'request' | 'webhook'): Explained {
  return { code, ...(from === 'request' ? byRequest : byWebhook).get(fold(code)) }
}

/** Returns the explanation of a response without a code, by its status. */
export function explainStatus(status: number): Explained {
  return { code: String(status), ...(byStatus.get(String(status)) ?? (status >= 500 ? byStatus.get('500') : {})) }
}

/** Returns the explanation of the response to a send. If the outcome is unknown, it must not advise to send again. */
export function explainSend(code: string | undefined, status: number): Explained {
  const explained = code === undefined ? explainStatus(status) : explainCode(code, 'request')
  return provesNothing(code, status) ? { ...explained, remedy: remedyOfUnknownSend, effect: 'unknown' } : explained
}

import {
  apiErrors,
  apiErrorTexts,
  callTexts,
  deliveryErrors,
  deliveryErrorTexts,
  provesNothing,
  remedyOfUnknownSend,
  repeatWithCare,
  statusErrors,
  statusErrorTexts,
  codesWithoutProof,
  type ErrorFacts,
  type ErrorSource,
  type ErrorText,
} from '@wazzup-kit/core/errors'
import { figuresOf } from './figures.ts'
import { blocks, code, pageLink } from './markdown.ts'

const unproven = codesWithoutProof.map(code).join(', ')

const sources: Readonly<Record<ErrorSource, string>> = {
  documented: 'documented',
  'observed in production': 'observed in production',
  'found in public code': 'found in public code',
  'our assumption': 'undocumented; our assumption',
}

const intro = `# Errors

<!-- Printed by \`pnpm docs:print\` from the error tables of packages/core. Do not edit. -->

A call ends in one of three ways:

- **accepted**: the promise resolves. For a send that means that Wazzup took the message, not that it arrived. A webhook reports delivery or an error, or nothing ever comes: that was observed in production, so set a deadline after which your app takes the message for lost.
- **rejected**: the call throws with \`effect: 'none'\`. Nothing happened. Its code is below, under the answers to calls.
- **unknown**: the call throws with \`effect: 'unknown'\`. No response came, it could not be read, or it proves nothing: a 5xx, a 408, or one of ${unproven}, which name a fault inside Wazzup. Never send again blindly. ${remedyOfUnknownSend}

A message that was accepted can still fail on its way. Its code then comes by webhook, in a status or in the message itself, and is marked _in a webhook_ below. Such codes are no exceptions: your handler gets them as data. A code of the other table that comes by webhook has the texts it has there.

How to read an entry:

- **Retry**: _never_ without a change; _later_, when something else has changed or time has passed; _now_, after a short wait. A send is repeated with the same \`crmMessageId\` only, and one whose effect is unknown has _never_ whatever its code.
- **Who acts**: the one who can remove the cause.
- **Scope**: what would have to change, undocumented; our assumption: the _call_, the _message_, the _chat_ (another messenger may do), the _channel_ (another number may do) or the _account_.
- **HTTP status**: _assumed_ or _observed in production_ where no page of Wazzup states it. Switch on the code, not on the status.
- **Known**: _documented_ by Wazzup, _observed in production_, _found in public code_ that calls the API, in which case it may never come, or _undocumented; our assumption_.
- **For ...**: what differs for these calls. The error that you catch has the texts that fit its call.

Codes are compared without underscores and without regard to case, so \`repeatedCrmMessageId\` and \`REPEATED_CRM_MESSAGE_ID\` are one entry: Wazzup's own pages use both. Each heading is an anchor in lower case: \`#repeated_crm_message_id\`. A code that is missing here is passed on as it came.`

const statusIntro = `## Answers without a known code

Some rejections of Wazzup have an empty body or no known code. Then only the HTTP status says what is wrong.`

/** The client's assumption for any other 4xx, which is in no table. */
const otherRejection = `### HTTP 400

The request was rejected with no code, or with one that is not in this list.

**Remedy:** Read \`description\` and \`data\` of the error, and compare the input with the page of the call.

Retry: **never**. Who acts: **developer**. Scope: **call**. The same holds for any other 4xx that has no entry of its own.`

/** Returns the text of docs/errors.md. */
export function printErrors(): string {
  const codes = [...new Set([...Object.keys(apiErrors), ...Object.keys(deliveryErrors)])].sort(byName)
  const statuses = Object.keys(statusErrors).map((status) =>
    blocks(
      `### HTTP ${status}`,
      entry(find(statusErrors, status), find(statusErrorTexts, status), null),
      forCalls(status),
    ),
  )
  return `${blocks(intro, statusIntro, otherRejection, ...statuses, '## Codes', ...codes.map(section))}\n`
}

function section(name: string): string {
  const isApi = Object.hasOwn(apiErrors, name)
  const isDelivery = Object.hasOwn(deliveryErrors, name)
  const figures = figuresOf(name)
  return blocks(
    `### ${name}`,
    `Also recognised as ${code(otherSpelling(name))}.`,
    isApi ? entry(find(apiErrors, name), find(apiErrorTexts, name), 'In the response to a call') : null,
    forCalls(name),
    isDelivery ? entry(find(deliveryErrors, name), find(deliveryErrorTexts, name), 'In a webhook') : null,
    figures.length > 0 ? `Limit: ${figures.join('; ')}.` : null,
  )
}

function entry(facts: ErrorFacts, text: ErrorText, where: string | null): string {
  const { meaning, remedy, docUrl, status, statusBasis, source } = text
  const basis =
    statusBasis === undefined ? '' : statusBasis === 'our assumption' ? ' (assumed)' : ' (observed in production)'
  const parts = [
    `Retry: **${facts.retry}**`,
    `Who acts: **${facts.actor}**`,
    `Scope: **${facts.scope}**`,
    status === undefined ? null : `HTTP status: **${status}**${basis}`,
    `Known: ${sources[source]}`,
    `Page: ${pageLink(docUrl)}`,
  ]
  return blocks(
    where ? `_${where}:_ ${meaning}` : meaning,
    `**Remedy:** ${remedy}`,
    `${parts.filter((part) => part !== null).join('. ')}`,
  )
}

/** Returns the texts that differ for some calls, one line each, or null. */
function forCalls(name: string): string | null {
  const rows = callTexts
    .filter(({ of }) => of.map(String).includes(name))
    .map(
      ({ calls, meaning, remedy }) =>
        `- For ${calls}: ${[meaning, remedy].filter((text) => text !== undefined).join(' ')}`,
    )
  const lines = (Number(name) ? provesNothing(undefined, Number(name)) : provesNothing(name, 400))
    ? [...unknownEffects, ...rows]
    : rows
  return lines.length === 0 ? null : lines.join('\n')
}

/** What the client says about calls that could be made twice. A reader who follows a link to an entry does not see the introduction. */
const unknownEffects = [
  `- For \`messages.send\`: Retry: **never**. ${remedyOfUnknownSend}`,
  `- For \`wauth.*\` and \`migration.*\`: Retry: **never**. ${repeatWithCare}`,
]

function find<Entry>(entries: Readonly<Record<string, Entry>>, name: string): Entry {
  const found = entries[name]
  if (found === undefined) throw new Error(`No entry for ${name}`)
  return found
}

/** Converts `REPEATED_CRM_MESSAGE_ID` to `repeatedCrmMessageId` and the reverse. */
function otherSpelling(name: string): string {
  if (name !== name.toUpperCase()) return name.replace(/[A-Z]/g, '_$&').toUpperCase()
  return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** Compares by code unit, so that the order is the same on every machine. */
function byName(one: string, other: string): number {
  const [a, b] = [one.toUpperCase(), other.toUpperCase()]
  return a < b ? -1 : a > b ? 1 : 0
}

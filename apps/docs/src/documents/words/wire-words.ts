import { routes } from '../routes.ts'
import type { Words } from './fill-words.ts'

/** Sentences about the TypeScript client, which a document of the API leaves out. */
const aboutClient = /splitBatches|for await|iteration|@wazzup-kit/

/** Words about the client, and what a document of the API says in their place. */
const replaced: readonly (readonly [RegExp, string])[] = [
  [/; `for await` returns all of them/, ''],
  [
    /For lengths and formatting see `textLimits` and `transportFacts` of `@wazzup-kit\/core\/messengers`\./,
    'The longest text and the formatting depend on the messenger.',
  ],
  [/ Null if only a retry showed that it was accepted, because Wazzup then does not return the id\./, ''],
  [/ Null if `messageId` is null\./, ''],
  [/ Not sent by default\./, ''],
]

/** Descriptions of operations whose docstring is about how the client sends. */
const operationWords: Readonly<Record<string, string>> = {
  'messages.send':
    'Sends one message with a text, a file or a template. The status 201 means that Wazzup has accepted the message. A webhook later reports that it was delivered or that it failed, but sometimes no webhook comes. If the response is lost, send again with the same `crmMessageId`: Wazzup rejects the repeat if it has accepted the message. It remembers the id for 60 seconds, so the last attempt must end before that. Later, Wazzup sends the message again.',
}

const nouns: Readonly<Record<string, readonly [string, string]>> = {
  users: ['employee', 'employees'],
  contacts: ['contact', 'contacts'],
  deals: ['deal', 'deals'],
}

/** Returns the call that has a method of the client as `POST /v3/message`, or the name itself if there is none. */
function callOf(name: string): string {
  const endpoint = routes.find((route) => route.name === name)?.endpoint
  return endpoint ? `\`${endpoint.method} ${endpoint.path}\`` : `\`${name}\``
}

/** Returns the words of a docstring without what is about the TypeScript client. */
export function toWireWords(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ')
  const neutral = replaced.reduce((text, [pattern, by]) => text.replace(pattern, by), line)
  return neutral.replaceAll(/`(\w+\.\w+)`/g, (_, name: string) => callOf(name))
}

/** Returns the summary and the description of an operation from its docstring. */
export function operationWordsOf(name: string, docstring: string): { summary: string; description: string } {
  const [one, many] = nouns[name.slice(0, name.indexOf('.'))] ?? ['entity', 'entities']
  const words = (operationWords[name] ?? toWireWords(docstring)).replace('one entity', `one ${one}`)
  const sentences = words.replace('entities', many).match(/.*?\.(?=\s|$)/g) ?? [words]
  const kept = sentences.map((sentence) => sentence.trim()).filter((sentence) => !aboutClient.test(sentence))
  const [summary = '', ...rest] = kept
  return { summary, description: rest.join(' ') }
}

/** Descriptions of fields of Wazzup's API that no docstring describes, by the name of the field. */
const wireFieldWords: Readonly<Record<string, string>> = {
  url: 'Address of the chat window, or the address that a button opens.',
  callbackData: 'Text that the bot gets when the button is pressed.',
  intent: 'Look of the button.',
  status: 'HTTP status of the response.',
  requestId: 'Id of the request, for the support of Wazzup.',
  error: 'Error code; in some responses an object that contains it.',
  description: 'Description of the error.',
  data: 'Details of the error, or the items of the page.',
  count: 'Number of all items.',
  host: 'Host name without a scheme.',
  wabaTemplatesStatus: 'Undocumented name of `templateStatus`, observed in production.',
  messages: 'Messages: new, edited and deleted ones.',
  statuses: 'Statuses of outgoing messages.',
  channelsUpdates: 'New states of channels.',
  templateStatus: 'Result of the moderation of one template.',
  createContact: 'The contact to create.',
  createDeal: 'The deal to create.',
  test: 'Always true.',
  messengerChatId: 'Id of the chat in the messenger. Undocumented; observed in production.',
  'content-type': 'Content type of the delivery.',
}

/** Words for the documents of Wazzup's API and its webhooks, without those about the client. */
export const wireWords: Words = { fields: wireFieldWords, file: 'wire-words.ts', rewrite: toWireWords }

/** Descriptions of parameters that no docstring describes. */
export const parameterWords: Readonly<Record<string, string>> = {
  messageId: "Wazzup's id of the message.",
  id: 'Your own id.',
  userId: 'Your own id of the employee.',
  apiKey: 'The API key of the account.',
  offset: 'Number of items to skip. Default: 0.',
  limit: 'Number of items of the page. Default: 100.',
}

/** Descriptions of the tags of operations. */
export const tagWords: Readonly<Record<string, string>> = {
  channels: 'Accounts in messengers that are connected to Wazzup.',
  messages: 'Sends, edits and deletes messages.',
  users: 'Employees of the CRM.',
  contacts: 'Customers in the CRM.',
  deals: 'Deals of the CRM.',
  pipelines: 'Sales funnels of the CRM.',
  templates: 'WABA message templates.',
  chatWindow: 'The chat window of Wazzup in an iframe.',
  unanswered: 'Counters of unanswered messages.',
  subscription: 'The webhook subscription of the account.',
  marketplace: 'The entry of a CRM in the marketplace of Wazzup.',
  wauth: 'Installations of a CRM from the marketplace.',
  migration: 'The move of an account from API v2 to v3.',
}

import { once } from '../once.ts'
import * as pages from '../pages.ts'
import type { ApiErrorCode, statusErrors } from './api-errors.ts'
import type { ErrorText } from './error-text.ts'
import { messageErrorTexts } from './message-error-texts.ts'

const documented = { source: 'documented' } as const
const seenLive = { source: 'seen live' } as const
const seenInCode = { source: 'seen in code' } as const
const refused = { source: 'documented', status: 400 } as const
/** Listed without a status; 400 is assumed. */
const judged = { source: 'documented', status: 400, statusBasis: 'judgement' } as const

/** Meaning and remedy of each code of `apiErrors`. */
export const apiErrorTexts = once((): Record<ApiErrorCode, ErrorText> => ({
  ...messageErrorTexts(),

  INVALID_APIKEY: {
    meaning: 'Wazzup does not know the key, or it is a key of another API, such as a partner token.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the cabinet.',
    page: pages.authorization,
    status: 401,
    ...seenLive,
  },
  INVALID_API_KEY: {
    meaning: 'The key is not valid, by what the name says; no page lists this spelling.',
    remedy: 'Do as for `INVALID_APIKEY`: have the account owner copy the `apiKey` from the cabinet.',
    page: pages.authorization,
    ...seenInCode,
  },
  FORBIDDEN: {
    meaning: 'The key does not open this route: a sidecar key is limited to a few of them.',
    remedy:
      'Use the full `apiKey` of the API integration; docs/api.md says for each call whether a sidecar key opens it.',
    page: pages.connections,
    status: 403,
    ...seenLive,
  },
  VALIDATION_ERROR: {
    meaning: 'Some parameter of the request is not valid.',
    remedy: 'Compare the input with the page of the call; `description` and `fields` may name the parameter.',
    page: pages.messages,
    ...refused,
  },
  UNKNOWN_ERROR: {
    meaning: 'Wazzup failed and does not say why.',
    remedy: 'Try later, and write to the support of Wazzup if it stays; after a send look at the webhooks first.',
    page: pages.messages,
    ...documented,
  },
  UNKNOWN_ERROR_WITH_TRACE_ID: {
    meaning: 'Wazzup failed and gives an id under which its support can find the reason.',
    remedy: 'Give the trace id of the answer to the support of Wazzup; after a send look at the webhooks first.',
    page: pages.messages,
    ...documented,
  },

  INVALID_USERS_DATA: {
    meaning: 'A user in the list is not valid; `data` gives its index and the fields.',
    remedy: 'Correct the named users and repeat `users.save`.',
    page: pages.users,
    ...refused,
  },
  INVALID_CONTACTS_DATA: {
    meaning:
      'The list is empty or a contact in it is not valid, and none was saved; `data` gives its index and the fields.',
    remedy: 'Correct the named contacts and repeat the whole `contacts.save`.',
    page: pages.contacts,
    ...refused,
  },
  INVALID_DEALS_DATA: {
    meaning: 'A deal in the list is not valid; no page lists this code.',
    remedy:
      'Compare the deals with the input of `deals.save`; `data` may give the index and the fields, as for contacts.',
    page: pages.deals,
    status: 400,
    ...seenInCode,
  },
  INVALID_PIPELINES_DATA: {
    meaning: 'A pipeline in the list is not valid; no page lists this code.',
    remedy: 'Compare the pipelines with the input of `pipelines.save`, and leave `stages` out where there are none.',
    page: pages.pipelines,
    status: 400,
    ...seenInCode,
  },
  TOO_MANY_ENTITIES: {
    meaning: 'The list has more items than one request takes; `data` gives the number and the limit.',
    remedy: 'Split the list with `inBatches()`.',
    page: pages.commonErrors,
    ...refused,
  },
  USER_LIMIT_EXCEEDED: {
    meaning: 'The account would have more users than Wazzup allows.',
    remedy: 'Delete users who have left with `users.deleteMany`, and upload only those who chat.',
    page: pages.users,
    ...judged,
  },
  DUPLICATE_PHONE_NUMBER: {
    meaning: 'Another user already has this phone; `data.phone` names it.',
    remedy: 'Leave `phone` out, or give each user their own in `users.save`.',
    page: pages.users,
    ...judged,
  },
  uriNotValid: {
    meaning: 'The address in `webhooksUri` is not a valid one.',
    remedy: 'Pass a full public address to `subscription.set`, no longer than its page allows.',
    page: pages.webhooks,
    ...refused,
  },
  testPostNotPassed: {
    meaning: 'Your address did not answer 200 to the test request that Wazzup posts while it saves the subscription.',
    remedy:
      'Make the address answer 200 (not 201) to `{ "test": true }`, then repeat `subscription.set`; `data` has the status it gave.',
    page: pages.webhooks,
    ...refused,
  },
  NO_SUCH_ACCOUNT: {
    meaning: 'The chat window cannot be opened because Wazzup finds no account for this key.',
    remedy: 'Have the account owner check that the account still exists and that the key belongs to it.',
    page: pages.chatWindow,
    ...documented,
  },
  INVALID_USER: {
    meaning: 'The user of the chat window was not uploaded, by what public code says; no page lists this code.',
    remedy: 'Upload the employee with `users.save` before `chatWindow.get`.',
    page: pages.chatWindow,
    ...seenInCode,
  },
}))

/** Meaning and remedy of an answer without a known code, by its HTTP status. */
export const statusErrorTexts = once((): Record<keyof typeof statusErrors, ErrorText> => ({
  401: {
    meaning: 'The key is missing or wrong.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the cabinet.',
    page: pages.commonErrors,
    status: 401,
    ...documented,
  },
  403: {
    meaning: 'The key does not open this route: a sidecar key is limited to a few of them.',
    remedy: 'Use the full `apiKey` of the API integration.',
    page: pages.commonErrors,
    status: 403,
    ...documented,
  },
  404: {
    meaning: 'There is no such entity; the pages say it of contacts and deals.',
    remedy: 'Check the id; after a deletion take it as already gone.',
    page: pages.contacts,
    status: 404,
    ...documented,
  },
  429: {
    meaning: 'More requests came than Wazzup takes within one window of its rate limit.',
    remedy: 'Wait for the next window; leave the limiter of the client on, and share one client per key.',
    page: pages.commonErrors,
    status: 429,
    ...documented,
  },
  500: {
    meaning: 'Wazzup failed, or the same user id stands twice in one `users.save`.',
    remedy: 'Repeat a read or a save; after a send look at the webhooks first, since the message may have gone out.',
    page: pages.commonErrors,
    status: 500,
    ...documented,
  },
}))

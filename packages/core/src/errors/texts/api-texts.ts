import * as docUrls from '../../api/doc-urls.ts'
import type { ApiErrorCode, statusErrors } from '../codes/api-codes.ts'
import type { ErrorText } from './error-text.ts'
import { messageErrorTexts } from './message-texts.ts'

/** Meaning and remedy of each code of `apiErrors`. */
export const apiErrorTexts: Record<ApiErrorCode, ErrorText> = {
  ...messageErrorTexts,

  INVALID_APIKEY: {
    meaning: 'Wazzup does not know the key, or it is a key of another API, such as a partner token.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the cabinet.',
    docUrl: docUrls.authorization,
    status: 401,
    source: 'observed in production',
  },
  INVALID_API_KEY: {
    meaning: 'The key is not valid, by what the name says; no page lists this spelling.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the cabinet.',
    docUrl: docUrls.authorization,
    source: 'found in public code',
  },
  FORBIDDEN: {
    meaning: 'The key does not open this route: a sidecar key is limited to a few of them.',
    remedy:
      'Have the account owner copy the full `apiKey` of the API integration; docs/api.md says which calls a sidecar key opens.',
    docUrl: docUrls.connections,
    status: 403,
    source: 'observed in production',
  },
  VALIDATION_ERROR: {
    meaning: 'Some parameter of the request is not valid.',
    remedy: 'Compare the input with the page of the call; `description` and `fields` may name the parameter.',
    docUrl: docUrls.messages,
    status: 400,
    source: 'documented',
  },
  UNKNOWN_ERROR: {
    meaning: 'Wazzup failed and does not say why.',
    remedy: 'Try later, and write to the support of Wazzup if it stays.',
    docUrl: docUrls.messages,
    source: 'documented',
  },
  UNKNOWN_ERROR_WITH_TRACE_ID: {
    meaning: 'Wazzup failed and gives an id under which its support can find the reason.',
    remedy: 'Give the trace id of the response to the support of Wazzup.',
    docUrl: docUrls.messages,
    source: 'documented',
  },

  INVALID_USERS_DATA: {
    meaning: 'The list is empty or a user in it is not valid; `data` gives its index and the fields.',
    remedy: 'Correct the named users and repeat the call.',
    docUrl: docUrls.users,
    status: 400,
    source: 'documented',
  },
  INVALID_CONTACTS_DATA: {
    meaning:
      'The list is empty or a contact in it is not valid, and none was saved; `data` gives its index and the fields.',
    remedy: 'Correct the named contacts and repeat the whole call.',
    docUrl: docUrls.contacts,
    status: 400,
    source: 'documented',
  },
  INVALID_DEALS_DATA: {
    meaning: 'A deal in the list is not valid; no page lists this code.',
    remedy:
      'Compare the deals with the input of `deals.save`; `data` may give the index and the fields, as for contacts.',
    docUrl: docUrls.deals,
    status: 400,
    source: 'found in public code',
  },
  INVALID_PIPELINES_DATA: {
    meaning: 'A pipeline in the list is not valid; no page lists this code.',
    remedy: 'Compare the pipelines with the input of `pipelines.save`, and leave `stages` out where there are none.',
    docUrl: docUrls.pipelines,
    status: 400,
    source: 'found in public code',
  },
  TOO_MANY_ENTITIES: {
    meaning: 'The list has more items than one request takes; `data` gives the number and the limit.',
    remedy: 'Split the list with `splitBatches()`.',
    docUrl: docUrls.commonErrors,
    status: 400,
    source: 'documented',
  },
  USER_LIMIT_EXCEEDED: {
    meaning: 'The account would have more users than Wazzup allows.',
    remedy: 'Delete users who have left with `users.deleteMany`, and upload only those who chat.',
    docUrl: docUrls.users,
    status: 400,
    source: 'documented',
  },
  DUPLICATE_PHONE_NUMBER: {
    meaning: 'Another user already has this phone; `data.phone` names it.',
    remedy: 'Leave `phone` out, or give each user their own in `users.save`.',
    docUrl: docUrls.users,
    status: 400,
    source: 'documented',
  },
  uriNotValid: {
    meaning: 'The address in `webhooksUri` is not a valid one.',
    remedy: 'Pass a full public address, no longer than the page allows.',
    docUrl: docUrls.webhooks,
    status: 400,
    source: 'documented',
  },
  testPostNotPassed: {
    meaning: 'Your address did not answer 200 to the test request that Wazzup posts while it saves the subscription.',
    remedy:
      'Make the address answer 200 (not 201) to `{ "test": true }`, then repeat the call; `data` has the status it gave.',
    docUrl: docUrls.webhooks,
    status: 400,
    source: 'documented',
  },
  NO_SUCH_ACCOUNT: {
    meaning: 'Wazzup finds no account for this key.',
    remedy: 'Have the account owner check that the account still exists and that the key belongs to it.',
    docUrl: docUrls.chatWindow,
    source: 'documented',
  },
  INVALID_USER: {
    meaning: 'Wazzup does not take the user of the chat window; observed for an uploaded user without `user.name`.',
    remedy: 'Send `user.name`, and upload the employee with `users.save` first.',
    docUrl: docUrls.chatWindow,
    source: 'observed in production',
  },
}

/** Meaning and remedy of an answer without a known code, by its HTTP status. */
export const statusErrorTexts: Record<keyof typeof statusErrors, ErrorText> = {
  401: {
    meaning: 'The key is missing or wrong.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the cabinet.',
    docUrl: docUrls.commonErrors,
    status: 401,
    source: 'documented',
  },
  403: {
    meaning: 'The key does not open this route: a sidecar key is limited to a few of them.',
    remedy: 'Have the account owner copy the full `apiKey` of the API integration.',
    docUrl: docUrls.commonErrors,
    status: 403,
    source: 'documented',
  },
  404: {
    meaning: 'Wazzup has nothing under this id or address; the pages say it of contacts and deals.',
    remedy: 'Check the id and `baseUrl`.',
    docUrl: docUrls.contacts,
    status: 404,
    source: 'documented',
  },
  408: {
    meaning: 'A server gave up before the call was handled; proxies say the same with 460 and 499.',
    remedy: 'Repeat the call.',
    docUrl: docUrls.commonErrors,
    status: 408,
    source: 'our assumption',
  },
  429: {
    meaning: 'More requests came than Wazzup takes within one window of its rate limit.',
    remedy: 'Wait for the next window; leave the limiter of the client on, and share one client per key.',
    docUrl: docUrls.commonErrors,
    status: 429,
    source: 'documented',
  },
  500: {
    meaning: 'Wazzup failed to handle the call.',
    remedy: 'Repeat the call after a short wait, and write to the support of Wazzup if it stays.',
    docUrl: docUrls.commonErrors,
    status: 500,
    source: 'documented',
  },
}

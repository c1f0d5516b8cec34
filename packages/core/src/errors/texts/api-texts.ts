import * as docUrls from '../../api/doc-urls.ts'
import type { ApiErrorCode, statusErrors } from '../codes/api-codes.ts'
import type { ErrorText } from './error-text.ts'
import { messageErrorTexts } from './message-texts.ts'

/** Meaning and remedy of each code of `apiErrors`. */
export const apiErrorTexts: Record<ApiErrorCode, ErrorText> = {
  ...messageErrorTexts,

  INVALID_APIKEY: {
    meaning: 'The key is unknown to Wazzup, or it is a key of another API, such as a partner token.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the Wazzup account.',
    docUrl: docUrls.authorization,
    status: 401,
    source: 'observed in production',
  },
  INVALID_API_KEY: {
    meaning: 'The key is invalid. This spelling of the code is undocumented; its meaning is our assumption.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the Wazzup account.',
    docUrl: docUrls.authorization,
    source: 'found in public code',
  },
  FORBIDDEN: {
    meaning: 'The key may not make this call: a sidecar key may make only a few calls.',
    remedy:
      'Have the account owner copy the full `apiKey` of the API integration; docs/api.md lists the calls that a sidecar key may make.',
    docUrl: docUrls.connections,
    status: 403,
    source: 'observed in production',
  },
  VALIDATION_ERROR: {
    meaning: 'A parameter of the request is invalid.',
    remedy: 'Compare the input with the documentation of the call; `description` and `fields` may name the parameter.',
    docUrl: docUrls.messages,
    status: 400,
    source: 'documented',
  },
  UNKNOWN_ERROR: {
    meaning: 'Wazzup failed and does not report the reason.',
    remedy: 'Try later, and write to the support of Wazzup if the error persists.',
    docUrl: docUrls.messages,
    source: 'documented',
  },
  UNKNOWN_ERROR_WITH_TRACE_ID: {
    meaning: 'Wazzup failed and returned an id with which its support can find the reason.',
    remedy: 'Give the trace id of the response to the support of Wazzup.',
    docUrl: docUrls.messages,
    source: 'documented',
  },

  INVALID_USERS_DATA: {
    meaning: 'The list is empty or a user in it is invalid; `data` has its index and the fields.',
    remedy: 'Correct the named users and repeat the call.',
    docUrl: docUrls.users,
    status: 400,
    source: 'documented',
  },
  INVALID_CONTACTS_DATA: {
    meaning:
      'The list is empty or a contact in it is invalid, and none was saved; `data` has its index and the fields.',
    remedy: 'Correct the named contacts and repeat the whole call.',
    docUrl: docUrls.contacts,
    status: 400,
    source: 'documented',
  },
  INVALID_DEALS_DATA: {
    meaning: 'A deal in the list is invalid. This code is undocumented; its meaning is our assumption.',
    remedy:
      'Compare the deals with the input of `deals.save`; `data` may give the index and the fields, as for contacts.',
    docUrl: docUrls.deals,
    status: 400,
    source: 'found in public code',
  },
  INVALID_PIPELINES_DATA: {
    meaning: 'A pipeline in the list is invalid. This code is undocumented; its meaning is our assumption.',
    remedy: 'Compare the pipelines with the input of `pipelines.save`, and leave `stages` out if there are none.',
    docUrl: docUrls.pipelines,
    status: 400,
    source: 'found in public code',
  },
  TOO_MANY_ENTITIES: {
    meaning: 'The list has more items than one request may have; `data` has the number and the limit.',
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
    meaning: 'The address in `webhooksUri` is invalid.',
    remedy: 'Pass a full public address, not longer than the documented limit.',
    docUrl: docUrls.webhooks,
    status: 400,
    source: 'documented',
  },
  testPostNotPassed: {
    meaning:
      'Your address did not return status 200 for the test request that Wazzup posts when it saves the subscription.',
    remedy:
      'Make the address return 200 (not 201) for `{ "test": true }`, then repeat the call; `data` has the status that it returned.',
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
    meaning:
      'Wazzup rejects the user of the chat window; observed in production for an uploaded user without `user.name`.',
    remedy: 'Send `user.name`, and upload the employee with `users.save` first.',
    docUrl: docUrls.chatWindow,
    source: 'observed in production',
  },
}

/** Meaning and remedy of a response without a known code, by its HTTP status. */
export const statusErrorTexts: Record<keyof typeof statusErrors, ErrorText> = {
  401: {
    meaning: 'The key is missing or wrong.',
    remedy: 'Have the account owner copy the `apiKey` from the API integration in the Wazzup account.',
    docUrl: docUrls.commonErrors,
    status: 401,
    source: 'documented',
  },
  403: {
    meaning: 'The key may not make this call: a sidecar key may make only a few calls.',
    remedy: 'Have the account owner copy the full `apiKey` of the API integration.',
    docUrl: docUrls.commonErrors,
    status: 403,
    source: 'documented',
  },
  404: {
    meaning: 'Wazzup has nothing under this id or address; documented for contacts and deals.',
    remedy: 'Check the id and `baseUrl`.',
    docUrl: docUrls.contacts,
    status: 404,
    source: 'documented',
  },
  408: {
    meaning: 'A server timed out before it handled the call; proxies report the same with 460 and 499.',
    remedy: 'Repeat the call.',
    docUrl: docUrls.commonErrors,
    status: 408,
    source: 'our assumption',
  },
  429: {
    meaning: 'Wazzup received more requests than it accepts within one window of its rate limit.',
    remedy: 'Wait for the next window; leave the limiter of the client on, and share one client per key.',
    docUrl: docUrls.commonErrors,
    status: 429,
    source: 'documented',
  },
  500: {
    meaning: 'Wazzup failed to handle the call.',
    remedy: 'Repeat the call after a short wait, and write to the support of Wazzup if the error persists.',
    docUrl: docUrls.commonErrors,
    status: 500,
    source: 'documented',
  },
}

import { docUrls, RATE_LIMIT } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, seenLive, type Rules } from '../rules/rule-data.ts'

const { authorization, commonErrors, connections, wauth } = docUrls

/** Keys, limits and the shapes of errors. */
export const accessRules = {
  'access/bearer': documented(
    authorization,
    'The key comes as `Authorization: Bearer <key>`; without one the answer is 401 and nothing else.',
  ),
  'access/wrong-key': seenLive(
    authorization,
    'A key that is not known, such as a token of the partner API, gets 401 and a code.',
    { codes: ['INVALID_APIKEY'] },
  ),
  'access/trailing-slash': seenInCode(commonErrors, 'A slash at the end of a path changes nothing.'),
  'access/basic': judged(authorization, 'The Basic scheme of API v2 opens nothing.'),
  'access/sidecar': documented(
    connections,
    'A sidecar key lists channels, sends, lists templates, and reads and sets the subscription.',
  ),
  'access/sidecar-edits': judged(
    docUrls.messages,
    'It edits and deletes, too: the samples of those routes show it, the list of its routes does not.',
  ),
  'access/sidecar-closed': seenLive(
    connections,
    'Any other route answers a sidecar key with 403 and a fifth form of error, the code alone: `{ error }`.',
    { codes: ['FORBIDDEN'] },
  ),
  'access/partner': documented(wauth, "The entry of the marketplace and the migration want the partner's key."),
  'access/partner-only': judged(
    wauth,
    "So does `wauth`; the partner's key opens nothing else, and a customer's none of these.",
    { codes: ['FORBIDDEN'] },
  ),
  'access/no-header': documented(
    wauth,
    '`connect` is recognised by its secret, and the host of the counters by the key in its path: neither wants a header.',
  ),
  'access/rate-limit': documented(
    commonErrors,
    `Beyond ${RATE_LIMIT.requests} requests in ${RATE_LIMIT.perMilliseconds / 1_000} seconds the answer is 429, empty, without Retry-After.`,
    { option: 'rateLimit' },
  ),
  'access/rate-window': judged(
    commonErrors,
    'Requests are counted for each key, in windows that begin with its first request.',
    { option: 'rateLimit' },
  ),
  'access/error-shapes': documented(
    commonErrors,
    'The pages print errors with one of four bodies: none; `{ error, description, data? }`; the same with `status` and a `requestId` of 32 hexadecimal digits; `{ error: { code } }`.',
  ),
  'access/empty': documented(
    commonErrors,
    'A wrong key (401), a route that is closed for a key (403) and a fault inside of Wazzup (500) may be answered with no body at all.',
    { option: "faults.answer(code, { shape: 'empty' })" },
  ),
  'access/trace-id': seenLive(commonErrors, 'An answer may have a header `trace-id`.', {
    option: 'faults.answer(code, { headers })',
  }),
  'access/trace-id-code': judged(
    commonErrors,
    'The code that speaks of a trace id has this header, of 32 hexadecimal digits: its form is our guess.',
    { codes: ['UNKNOWN_ERROR_WITH_TRACE_ID'], codesCome: 'on command' },
  ),
  'access/status': judged(
    commonErrors,
    'Where no page gives the status of an error it is 400; of the two unexplained ones it is 500.',
    { codes: ['UNKNOWN_ERROR', 'UNKNOWN_ERROR_WITH_TRACE_ID'], codesCome: 'on command' },
  ),
  'access/shape-of-code': judged(
    commonErrors,
    'Which body a code has follows from its page: that of messages has `requestId`, the chat window nests the code, all others have the flat one.',
  ),
  'access/on-command': judged(
    docUrls.messages,
    'What brings these about no page says, or nothing here could: they come on command only.',
    {
      codes: [
        'INVALID_API_KEY',
        'CHANNEL_NOT_ACTIVE',
        'CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING',
        'BAD_CONTACT',
        'BUILD_TEMPLATE_ERROR',
        'CHAT_NO_ACCESS',
        'MESSAGE_ONLY_TEXT_OR_CONTENT',
        'MESSAGES_ABNORMAL_SEND',
        'MESSAGES_CAN_NOT_ADD',
        'MESSAGES_INVALID_CONTACT_TYPE',
        'MESSAGES_IS_SPAM',
      ],
      codesCome: 'on command',
      option: 'faults.answer',
    },
  ),
  'access/spelling': documented(
    docUrls.messages,
    'A code may come as `REPEATED_CRM_MESSAGE_ID` or as `repeatedCrmMessageId`.',
    { option: 'faults.answer' },
  ),
  'access/unknown-path': judged(
    commonErrors,
    'A path or method that no page lists, such as one to read a message, answers 404 and nothing else.',
  ),
  'access/other-circuits': judged(
    commonErrors,
    'Only v3 is emulated. The partner API v2, the routes without a version on its host and the API v2 for users are other circuits: their paths answer 404 and nothing else, their events and codes never come.',
  ),
  'access/null': judged(
    commonErrors,
    'In a request null stands for a field that was left out, where that may be: no page speaks of it.',
  ),
  'access/wrong-parameter': documented(commonErrors, 'A wrong parameter is refused as invalid.', {
    codes: ['VALIDATION_ERROR'],
  }),
  'access/wrong-parameter-where': judged(commonErrors, 'With that code on routes that name no error of their own.', {
    codes: ['VALIDATION_ERROR'],
  }),
} satisfies Rules

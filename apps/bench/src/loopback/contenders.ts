/** A contender in the comparison. */
type Kind = 'anchor' | 'limit' | 'ours' | 'HTTP client' | 'SDK'

export interface Entry {
  /** Name of the file in `contenders/`. */
  file: string
  label: string
  kind: Kind
  /** Its transport. Only contenders on the platform's fetch can be measured with a stub. */
  on: 'fetch' | 'node:http'
}

/** The anchor of every ratio. */
export const anchor: Entry = { file: 'raw-fetch', label: 'raw fetch', kind: 'anchor', on: 'fetch' }

/** All other contenders. To add one, add a file to `contenders/` and a line here. */
export const contenders: readonly Entry[] = [
  // The anchor again, as a contender. It should be at 1; the difference is the error of the method.
  { file: 'raw-fetch', label: 'raw fetch, as one of the contenders', kind: 'anchor', on: 'fetch' },
  { file: 'raw-fetch-with-deadline', label: 'raw fetch + AbortController + timer', kind: 'anchor', on: 'fetch' },
  { file: 'node-http-by-hand', label: 'node:http by hand', kind: 'limit', on: 'node:http' },
  { file: 'raw-on-node-http', label: 'raw call on nodeFetch()', kind: 'ours', on: 'node:http' },
  { file: 'wazzup', label: 'wazzup', kind: 'ours', on: 'fetch' },
  { file: 'wazzup-on-node-http', label: 'wazzup on nodeFetch()', kind: 'ours', on: 'node:http' },
  { file: 'ofetch', label: 'ofetch', kind: 'HTTP client', on: 'fetch' },
  { file: 'ofetch-on-node-http', label: 'ofetch on nodeFetch()', kind: 'HTTP client', on: 'node:http' },
  { file: 'ky', label: 'ky', kind: 'HTTP client', on: 'fetch' },
  { file: 'axios', label: 'axios', kind: 'HTTP client', on: 'node:http' },
  { file: 'axios-on-fetch', label: 'axios, fetch adapter', kind: 'HTTP client', on: 'fetch' },
  { file: 'grammy', label: 'grammY (Telegram)', kind: 'SDK', on: 'node:http' },
  { file: 'grammy-web', label: 'grammY/web (Telegram)', kind: 'SDK', on: 'fetch' },
  { file: 'slack', label: '@slack/web-api', kind: 'SDK', on: 'fetch' },
  { file: 'twilio', label: 'twilio (SMS)', kind: 'SDK', on: 'node:http' },
  { file: 'whatsapp-api-js', label: 'whatsapp-api-js', kind: 'SDK', on: 'fetch' },
  { file: 'line', label: '@line/bot-sdk', kind: 'SDK', on: 'fetch' },
  { file: 'resend', label: 'resend (mail)', kind: 'SDK', on: 'fetch' },
  { file: 'stripe', label: 'stripe', kind: 'SDK', on: 'node:http' },
]

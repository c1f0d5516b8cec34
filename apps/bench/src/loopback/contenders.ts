/** What a contender is in the comparison. */
type Kind = 'anchor' | 'limit' | 'ours' | 'HTTP client' | 'SDK'

export interface Entry {
  /** Its file in `contenders/`. */
  file: string
  label: string
  kind: Kind
  /** What it sends with: only what goes through the platform's fetch can be measured on a stub of it. */
  on: 'fetch' | 'node:http'
}

/** The anchor of every ratio. */
export const anchor: Entry = { file: 'raw-fetch', label: 'raw fetch', kind: 'anchor', on: 'fetch' }

/** Everyone else. A new contender is a file in `contenders/` and a line here. */
export const contenders: readonly Entry[] = [
  // The anchor once more, treated like the others: it should come out at 1, and shows what the treatment costs.
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

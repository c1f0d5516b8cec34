/** A receiver in the comparison. */
export interface Entry {
  /** Name of the file in `contenders/`. */
  file: string
  label: string
  kind: 'limit' | 'ours' | 'framework' | 'SDK'
}

/** All contenders. To add one, add a file to `contenders/` and a line here. */
export const contenders: readonly Entry[] = [
  { file: 'request-json', label: 'request.json(), as one of the contenders', kind: 'limit' },
  { file: 'by-hand', label: 'secret and a guard by hand', kind: 'limit' },
  { file: 'wazzup', label: 'wazzup', kind: 'ours' },
  { file: 'wazzup-mixed', label: 'wazzup, five kinds of messages', kind: 'ours' },
  { file: 'hono', label: 'hono, no checks', kind: 'framework' },
  { file: 'octokit', label: '@octokit/webhooks (GitHub)', kind: 'SDK' },
  { file: 'grammy', label: 'grammY (Telegram)', kind: 'SDK' },
  { file: 'whatsapp-api-js', label: 'whatsapp-api-js', kind: 'SDK' },
]

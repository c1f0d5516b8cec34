import { builtEntry } from '../built.ts'

/** A client to import and construct in a new process. */
export interface Candidate {
  label: string
  /** URL of the module; undefined for the empty process. */
  module(): string
  /** JavaScript that constructs the client from the module `m`. */
  construct: string
}

/** The baseline: a process that imports no client. */
export const emptyProcess: Candidate = {
  label: 'empty process',
  module: () => 'data:text/javascript,export{}',
  construct: '',
}

const peer = (label: string, name: string, construct: string): Candidate => ({
  label,
  module: () => import.meta.resolve(name),
  construct,
})

export const candidates: readonly Candidate[] = [
  { label: 'wazzup', module: () => builtEntry('@wazzup-kit/core'), construct: `m.createWazzup({ apiKey: 'key' })` },
  { label: 'nodeFetch()', module: () => builtEntry('@wazzup-kit/node-http'), construct: 'm.nodeFetch()' },
  {
    label: 'wazzup, receiving',
    module: () => builtEntry('@wazzup-kit/core', './webhooks'),
    construct: `m.createWebhooks({ secret: 'key' }).on('message', () => {})`,
  },
  peer('valibot', 'valibot', 'm.object({ a: m.string() })'),
  peer('ofetch', 'ofetch', 'm.ofetch.create({})'),
  peer('ky', 'ky', 'm.default.create({})'),
  peer('axios', 'axios', 'm.default.create({})'),
  peer('whatsapp-api-js', 'whatsapp-api-js', `new m.WhatsAppAPI({ token: 'key', secure: false })`),
  peer('@octokit/webhooks', '@octokit/webhooks', `new m.Webhooks({ secret: 'key' })`),
  peer('standardwebhooks', 'standardwebhooks', `new m.Webhook('a2V5')`),
  peer('hono', 'hono', 'new m.Hono()'),
  peer('@slack/web-api', '@slack/web-api', `new m.WebClient('key')`),
  peer('@line/bot-sdk', '@line/bot-sdk', `new m.messagingApi.MessagingApiClient({ channelAccessToken: 'key' })`),
  peer('grammY', 'grammy', `new m.Api('1:key')`),
  peer('resend', 'resend', `new m.Resend('re_key')`),
  peer('stripe', 'stripe', `new m.default('sk_key')`),
  peer('twilio', 'twilio', `m.default('AC0123456789abcdef', 'key')`),
]

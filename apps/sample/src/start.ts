import { parseArgs } from 'node:util'
import { visitRealAccount, type Target } from './real-account.ts'
import { playStory } from './story.ts'

const { values } = parseArgs({
  options: {
    send: { type: 'boolean', default: false },
    channel: { type: 'string' },
    'chat-type': { type: 'string', default: 'whatsapp' },
    chat: { type: 'string' },
    text: { type: 'string', default: 'Hello from wazzup-kit' },
  },
})

/** Sending through a real account takes the word `--send` and both ends of the message. */
function targetOf(): Target | undefined {
  if (!values.send) return undefined
  if (!values.channel || !values.chat) throw new Error('--send needs --channel <channelId> and --chat <chatId>')
  return { channelId: values.channel, chatType: values['chat-type'], chatId: values.chat, text: values.text }
}

const { WAZZUP_API_KEY: apiKey, WAZZUP_BASE_URL: baseUrl } = process.env
if (apiKey) {
  await visitRealAccount(apiKey, baseUrl, targetOf())
} else {
  const problems = await playStory()
  process.exitCode = problems.length === 0 ? 0 : 1
}

import { parseArgs } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { createChatView } from './conversation/chat-view.ts'
import { playConversation } from './conversation/play.ts'
import { playCrashes } from './crash/play.ts'
import { hosts, type HostName } from './hosts/hosts.ts'
import { openPage } from './page.ts'
import { paint, print } from './paint.ts'
import { visitRealAccount, type Target } from './sending/real-account.ts'
import { playStory } from './sending/story.ts'
import { howToGetPostgres, playTwo } from './two/play.ts'

const { values, positionals } = parseArgs({
  // Some package managers pass on the `--` before the arguments of a script.
  args: process.argv.slice(2).filter((word) => word !== '--'),
  allowPositionals: true,
  options: {
    crash: { type: 'boolean', default: false },
    send: { type: 'boolean', default: false },
    channel: { type: 'string' },
    'chat-type': { type: 'string', default: 'whatsapp' },
    chat: { type: 'string' },
    text: { type: 'string', default: 'Hello from wazzup-kit' },
  },
})

/** Returns the message to send in a real account, or undefined without `--send`. */
function targetOf(): Target | undefined {
  if (!values.send) return undefined
  if (!values.channel || !values.chat) throw new Error('--send needs --channel <channelId> and --chat <chatId>')
  return { channelId: values.channel, chatType: values['chat-type'], chatId: values.chat, text: values.text }
}

/** Runs one of the programs by its name. Resolves with true if it succeeded. */
async function play(what: string): Promise<boolean> {
  if (what === 'sending') return (await playStory()).length === 0
  if (what === 'page') {
    await openPage(hosts.express)
    return true
  }
  if (what === 'two') return two()
  if (!isHost(what)) {
    console.error(`There is no ${what}. Start one of: ${hostNames.join(', ')}, sending, page, two`)
    return false
  }
  print(paint('bold', `The sample bot on ${what}.`))
  const findings = await playConversation(hosts[what], createChatView())
  const others = hostNames.filter((host) => host !== what)
  print(paint('dim', `\n  On other hosts: pnpm start ${others.join(', pnpm start ')}. Sending: pnpm start sending`))
  return findings.every(({ verdict }) => verdict === 'right')
}

/** Kills the bot in the middle of a conversation. Resolves with true if no answer was lost or sent twice. */
async function crash(): Promise<boolean> {
  print(paint('bold', 'The sample bot on express, which is killed twice.'))
  const { twice, lost } = await playCrashes(createEmulator(), createChatView())
  return twice === 0 && lost === 0
}

/** Runs two instances behind a balancer. Resolves with true if each message was answered once. */
async function two(): Promise<boolean> {
  const { DATABASE_URL } = process.env
  if (!DATABASE_URL) {
    console.error(howToGetPostgres)
    return false
  }
  print(paint('bold', 'Two instances of the sample bot, on express, behind a balancer.'))
  const { twice, lost } = await playTwo(createEmulator(), createChatView(), DATABASE_URL)
  return twice === 0 && lost === 0
}

function isHost(name: string): name is HostName {
  return Object.hasOwn(hosts, name)
}

const hostNames = Object.keys(hosts)
const { WAZZUP_API_KEY: apiKey, WAZZUP_BASE_URL: baseUrl } = process.env
if (apiKey) await visitRealAccount(apiKey, baseUrl, targetOf())
else if (!(await (values.crash ? crash() : play(positionals[0] ?? 'nest')))) process.exitCode = 1

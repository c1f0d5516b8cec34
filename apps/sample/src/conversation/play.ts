import { createWazzup } from '@wazzup-kit/core'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { chooseDatabase } from '../hosts/database.ts'
import type { StartHost } from '../hosts/host.ts'
import type { ChatView } from './chat-view.ts'
import { judge, type Exchange, type Finding } from './judge.ts'
import { scenes } from './scenes.ts'
import { createStage } from './stage.ts'

/** The start of the conversation, 10:00 UTC. The emulator's clock moves only when a scene moves it. */
const morning = Date.UTC(2026, 0, 15, 10)

const account = {
  channels: [
    { channelId: channelIds.whatsapp, transport: 'whatsapp', plainId: '79000000000', state: 'active' },
    { channelId: channelIds.tgapi, transport: 'tgapi', plainId: '79000000000', state: 'active' },
  ],
  users: [{ id: 'user-1', name: 'Olga' }],
  contacts: [],
  deals: [],
}

/** Plays all scenes against the emulator, over real HTTP. Resolves with the results of the final check. */
export async function playConversation(startHost: StartHost, view: ChatView): Promise<Finding[]> {
  const emulator = createEmulator({ ...account, now: () => morning })
  const reports: string[] = []
  const exchanges: Exchange[] = []

  const server = await emulator.listen()
  const access = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
  const secret = 'a-long-random-text'
  const host = await startHost({
    ...access,
    secret,
    ...(await chooseDatabase()),
    clock: emulator.clock,
    report: (line) => reports.push(line),
  })
  try {
    view.fact('Wazzup', `${server.url}, an emulator on this machine`)
    view.fact('the bot', host.url.replace(secret, '[secret]'))
    view.fact('its store', host.store)
    const { outcome } = await createWazzup(access).subscription.ensure({ url: host.url })
    view.fact('webhooks', `${outcome}, by wazzup.subscription.ensure`)

    const stage = createStage({ emulator, host, view, reports, exchanges })
    for (const { title, play } of scenes) {
      await view.scene(title)
      await play(stage)
    }

    const findings = judge(emulator, exchanges)
    await view.scene('What Wazzup accepted')
    for (const finding of findings) view.finding(finding)
    return findings
  } finally {
    await host.close()
    await server.close()
  }
}

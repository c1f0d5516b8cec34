import type { ChatOfEvent } from '@wazzup-kit/core'
import { channelIds, chatIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  sendOffer(deal: { id: string; file: string }, chat: ChatOfEvent): Promise<void>
}

const minute = 60_000

/** Each file and each caption is sent once, the caption after its file and not without it, and failures are reported. */
export function createScenario(): Scenario<Recipe> {
  const sentTo = new Map<string, string>()
  return {
    changes: [
      ['createOutbox({ wazzup, store })', 'createOutbox({ wazzup, store, linkTo })'],
      ['import { createSqliteStore }', "import { linkTo } from './file-links.ts'\nimport { createSqliteStore }"],
    ],
    env: () => ({ FILES_SECRET: 'a long random text' }),
    connect: ({ sendOffer }) => ({
      send: (id: string, chatId: string) =>
        sendOffer({ id, file: `offer-${id}.pdf` }, { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId }),
    }),
    async round({ emulator: { simulate, faults }, call, callAll, pass }, round) {
      const send = async (name: string): Promise<void> => {
        const [id, chatId] = [`${round}${name}`, `${chatIds.whatsapp}${round}${name}`]
        sentTo.set(id, chatId)
        await callAll('send', id, chatId)
        await call('send', id, chatId)
      }
      faults.calls.next('response lost', { route: 'messages.send' })
      await send('1')
      // Wazzup accepts the file and reports an error later.
      simulate.message.failNext('TOO_BIG_CONTENT')
      await send('2')
      await pass(2 * minute)
      simulate.message.dropNext()
      await send('3')
      await pass(2 * minute)
      // The channel goes down, and a link that was made before would be dead.
      simulate.channel.setState(channelIds.whatsapp, 'openElsewhere')
      await send('4')
      await pass(20 * minute)
      simulate.channel.setState(channelIds.whatsapp, 'active')
      await pass(2 * minute)
      await pass(2 * minute)
    },
    judge({ emulator: { ledger, state }, reports }) {
      const warnings = reports('warn').map(textOf)
      return [...sentTo].flatMap(([id, chatId]) => {
        const messages = ledger.filter((sent) => sent.chatId === chatId)
        const files = messages.filter(({ contentUri }) => contentUri !== undefined)
        const captions = messages.filter(({ text }) => text !== undefined)
        const isReported = warnings.some((warning) => warning.includes(`offer/${id}/`))
        const violations: string[] = []
        if (files.length > 1) violations.push(`the file of ${id} was sent ${files.length} times`)
        if (captions.length > 1)
          violations.push(`the caption of ${id} was sent ${captions.length} times ${JSON.stringify(messages)}`)
        if (files.length === 0 && !isReported) violations.push(`the file of ${id} was neither sent nor reported`)
        if (captions.length === 0 && !isReported) violations.push(`the caption of ${id} was neither sent nor reported`)
        if (captions.length > 0 && messages[0] !== files[0])
          violations.push(`the caption of ${id} came without its file`)
        const hasFailed = files.some(({ messageId }) => state.messages.get(messageId)?.status === 'error')
        if (hasFailed && captions.length > 0)
          violations.push(`the caption of ${id} was sent although its file had failed`)
        for (const { contentUri, acceptedAt } of files) {
          const until = Number(new URL(contentUri!).pathname.split('/')[2])
          if (until < acceptedAt) violations.push(`the link to the file of ${id} was dead`)
        }
        return violations
      })
    },
  }
}

import { channelIds, chatIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface AutoReply {
  model: { think(question: string): Promise<string> }
}

const minute = 60_000

/** After an operator has written, the bot says nothing for half an hour, also what it has thought of before. */
export function createScenario(): Scenario {
  const taken = new Map<string, { from: number; until: number }>()
  const called: { chatId: string; messageId: string }[] = []
  const later: string[] = []
  return {
    otherPages: ['auto-reply'],
    changes: [
      ['createWebhooks({ secret', 'createBotWebhooks({ secret'],
      [
        'import { createWazzup, createWebhooks } from',
        `import { createBotWebhooks } from './takeover.ts'\nimport { createWazzup } from`,
      ],
    ],
    async connect(_, { load, report }) {
      const { model } = (await load('auto-reply.ts')) as AutoReply
      model.think = async (question) => {
        report('thinks', question)
        // An operator writes meanwhile.
        await new Promise((resolve) => setTimeout(resolve, 400))
        return `An answer to ${question.replaceAll('\n', ' ')} .`
      }
      return {}
    },
    async round({ emulator: { simulate, settled, clock }, pass, until, reports }, round) {
      const [chatId, other] = [`${chatIds.whatsapp}${round}1`, `${chatIds.whatsapp}${round}2`]
      simulate.customer.send({ chatId, text: `m${round}` })
      const { messageId } = simulate.customer.send({ chatId: other, text: 'Operator' })
      called.push({ chatId: other, messageId })
      await settled()
      await pass(4_000)
      await until('the model thinks', () => reports('thinks').some((line) => textOf(line) === `m${round}`))
      simulate.operator.send({ from: 'phone', chatId, text: 'I am here.' })
      await settled()
      taken.set(chatId, { from: clock.now(), until: clock.now() + 28 * minute })
      await pass(minute)
      simulate.customer.send({ chatId, text: `n${round}` })
      simulate.customer.send({ chatId: other, text: 'Hello?' })
      await settled()
      await pass(28 * minute)
      await pass(3 * minute)
      // The channel is down when the bot answers again.
      simulate.channel.setState(channelIds.whatsapp, 'openElsewhere')
      simulate.customer.send({ chatId, text: `later${round}` })
      later.push(`later${round}`)
      await pass(5_000)
      simulate.channel.setState(channelIds.whatsapp, 'active')
      await pass(5_000)
      await pass(5_000)
    },
    async judge({ emulator: { ledger }, listUnknown }) {
      const unknown = await listUnknown()
      const isUnknown = (messageId: string): boolean => unknown.some((id) => id.includes(messageId))
      const countOf = (wanted: string): number => ledger.filter(({ text }) => text?.includes(wanted)).length
      return [
        ...ledger
          .filter(({ chatId, acceptedAt }) => {
            const pause = taken.get(chatId)
            // What was on its way when the operator wrote cannot be taken back.
            return pause && acceptedAt > pause.from + 1_000 && acceptedAt < pause.until
          })
          .map(({ text }) => `the bot wrote beside an operator: ${text}`),
        ...called.flatMap(({ chatId, messageId }) => {
          const texts = ledger.filter((sent) => sent.chatId === chatId).map(({ text }) => text)
          return texts.join() === 'An operator will write to you here.' || (texts.length === 0 && isUnknown(messageId))
            ? []
            : [`${chatId} got ${JSON.stringify(texts)}`]
        }),
        ...later
          .filter((text) => countOf(` ${text} `) !== 1)
          .map((text) => `${text} got ${countOf(` ${text} `)} answers`),
      ]
    },
  }
}

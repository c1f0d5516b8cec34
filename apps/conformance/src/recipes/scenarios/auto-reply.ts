import { channelIds, chatIds } from '@wazzup-kit/emulator'
import type { Scenario } from '../scenario.ts'

interface Recipe {
  model: { think(question: string): Promise<string> }
}

/** Each message gets one answer, which several quick messages may share, although the model says something else in each run. */
export function createScenario(): Scenario<Recipe> {
  const written: string[] = []
  let runs = 0
  return {
    connect({ model }, { report }) {
      model.think = async (question) => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        report('thought', question)
        return `run ${process.pid}.${runs++} answers ${question.replaceAll('\n', ' ')} .`
      }
      return {}
    },
    async round({ emulator: { simulate, faults }, pass }, round) {
      for (const name of ['1', '2', '3']) {
        for (const part of ['a', 'b']) {
          const text = `m${round}-${name}${part}`
          written.push(text)
          simulate.customer.send({ chatId: `${chatIds.whatsapp}${round}${name}`, text })
        }
      }
      faults.calls.next('response lost', { route: 'messages.send' })
      // The channel is down when the answers are ready.
      simulate.channel.setState(channelIds.whatsapp, 'openElsewhere')
      await pass(5_000)
      simulate.channel.setState(channelIds.whatsapp, 'active')
      await pass(5_000)
      // No answer to an old message leaves, for example after the process was down.
      await pass(1_000)
    },
    async judge({ emulator: { ledger }, listUnknown }) {
      const countOf = (text: string): number => ledger.filter((sent) => sent.text?.includes(` ${text} `)).length
      const twice = written.filter((text) => countOf(text) > 1).map((text) => `${text} got ${countOf(text)} answers`)
      const none = written.filter((text) => countOf(text) === 0)
      const unknown = (await listUnknown()).length
      // An answer shared by two messages may be unknown, because its response was lost.
      return none.length > unknown * 2 ? [...twice, `${none.join()} got no answer`] : twice
    },
  }
}

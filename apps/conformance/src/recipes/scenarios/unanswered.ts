import { chatIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

const minute = 60_000

/** Each customer who waits is reported, and none who was answered. */
export function createScenario(): Scenario {
  const waiting = new Set<string>()
  const answered = new Set<string>()
  return {
    connect: () => ({}),
    async round({ emulator: { simulate }, pass }, round) {
      const chatIdOf = (name: string): string => `${chatIds.whatsapp}${round}${name}`
      for (const name of ['1', '2', '3']) simulate.customer.send({ chatId: chatIdOf(name), text: 'Hello?' })
      waiting.add(chatIdOf('1')).add(chatIdOf('2'))
      answered.add(chatIdOf('3'))
      await pass(5 * minute)
      // A second message of the same wait does not move the alert, and an answer ends the wait.
      simulate.customer.send({ chatId: chatIdOf('2'), text: 'Are you there?' })
      simulate.operator.send({ from: 'phone', chatId: chatIdOf('3'), text: 'Here I am.' })
      await pass(11 * minute)
      simulate.customer.send({ chatId: chatIdOf('2'), text: 'Are you still closed?' })
      await pass(60 * minute)
    },
    judge({ reports, kills }) {
      const alerts = reports('warn').map(textOf)
      const countOf = (chatId: string): number => alerts.filter((text) => text.includes(`"chatId":"${chatId}"`)).length
      return [
        ...[...waiting]
          .filter((chatId) => countOf(chatId) === 0)
          .map((chatId) => `${chatId} waits and was not reported`),
        // Only a process that ends before the end of the alert is stored alerts again.
        ...[...waiting]
          .filter((chatId) => countOf(chatId) > 1 + kills())
          .map((chatId) => `${chatId} was reported again`),
        ...[...answered].filter((chatId) => countOf(chatId) > 0).map((chatId) => `${chatId} had an answer`),
      ]
    },
  }
}

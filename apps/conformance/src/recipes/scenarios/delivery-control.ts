import { chatIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  alerts: { tell(who: string, text: string): Promise<void> }
  problems: Map<string, unknown>
  planReport(at: number): Promise<boolean>
}

const minute = 60_000
const hour = 60 * minute

/** The manager of each message that did not arrive gets an alert, and no other manager; and there is a report each evening. */
export function createScenario(): Scenario<Recipe> {
  const failed: string[] = []
  const late: string[] = []
  const arrived: string[] = []
  const evenings: number[] = []
  return {
    connect({ alerts, planReport, problems }, { report, clock }) {
      alerts.tell = async (who, text) => report('told', who, text)
      // In place of a table, so that each process has something to report.
      problems.set('in the table', { at: clock.now(), line: 'Olga: late' })
      return { planReport }
    },
    async round({ emulator: { simulate, clock }, callAll, pass, until, reports }, round) {
      const olga = { from: 'crm', authorName: 'Olga', authorId: 'user-7' } as const
      const chatIdOf = (name: string): string => `${chatIds.whatsapp}${round}${name}`
      const evening = clock.now() + 2 * hour
      evenings.push(evening)
      await callAll('planReport', evening)
      const first = simulate.operator.send({ ...olga, chatId: chatIdOf('1') })
      const second = simulate.operator.send({ ...olga, chatId: chatIdOf('2') })
      const third = simulate.operator.send({ ...olga, chatId: chatIdOf('3') })
      failed.push(first.messageId)
      late.push(second.messageId)
      arrived.push(third.messageId)
      await pass(1_000)
      // Both places in which Wazzup reports an error.
      simulate.message.fail(first.messageId, 'SPAM')
      simulate.message.fail(first.messageId, 'SPAM', { inside: 'messages' })
      simulate.message.markDelivered(third.messageId)
      await pass(minute)
      await pass(20 * minute)
      await pass(2 * hour)
      const isReported = (): boolean => reports('told').some((line) => line.details[0] === 'head' && line.at >= evening)
      await until('the report of the evening', isReported)
    },
    judge({ reports, kills }) {
      const told = reports('told').map(textOf)
      const countOf = (messageId: string): number => told.filter((text) => text.includes(messageId)).length
      const isWrong = (messageId: string): boolean => countOf(messageId) === 0 || countOf(messageId) > 1 + kills()
      return [
        ...failed.filter(isWrong).map((id) => `the failed message ${id} was reported ${countOf(id)} times`),
        ...late.filter(isWrong).map((id) => `the late message ${id} was reported ${countOf(id)} times`),
        ...arrived.filter((id) => countOf(id) > 0).map((id) => `the message ${id} has arrived and was reported`),
      ]
    },
  }
}

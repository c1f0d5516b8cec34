import { orders } from '../orders.ts'

/** What became of the answers to a customer. */
export interface AnswerCounts {
  written: number
  arrived: number
  twice: number
  lost: number
}

/** Counts the answers that Wazzup has accepted: each line of a text is one. They are different, so each is due once. */
export function countAnswers(due: readonly string[], ledger: readonly { text?: string | undefined }[]): AnswerCounts {
  const lines = ledger.flatMap(({ text }) => text?.split('\n') ?? [])
  const times = due.map((answer) => lines.filter((line) => line === answer).length)
  return {
    written: due.length,
    arrived: times.filter((count) => count > 0).length,
    twice: times.filter((count) => count > 1).length,
    lost: times.filter((count) => count === 0).length,
  }
}

/** Returns the counts as rows of a table. */
export const rowsOf = ({ written, arrived, twice, lost }: AnswerCounts): [name: string, value: number][] => [
  ['messages that the customer wrote', written],
  ['answers that arrived', arrived],
  ['duplicates', twice],
  ['lost', lost],
]

/** Returns the answer of the order desk. */
export function answerAbout(number: string): string {
  const order = orders.get(number)
  return order ? `Order ${number}: ${order.place}.` : `There is no order ${number}. Please check the number.`
}

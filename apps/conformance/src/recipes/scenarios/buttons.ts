import type { ChatOfEvent } from '@wazzup-kit/core'
import { channelIds, chatIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  ask(booking: { id: string; chat: ChatOfEvent }): Promise<void>
}

interface Bookings {
  bookings: {
    findAsked(chat: ChatOfEvent): Promise<string | undefined>
    setAnswer(id: string, answer: string): Promise<void>
  }
}

/** Each booking has one question, its answer is stored, and the customer is thanked once. */
export function createScenario(): Scenario<Recipe> {
  const asked = new Set<string>()
  const answered = new Set<string>()
  return {
    async connect({ ask }, { load, report }) {
      const { bookings } = (await load('bookings.ts')) as Bookings
      // The id of a booking is that of its chat.
      bookings.findAsked = async ({ chatId }) => chatId
      bookings.setAnswer = async (id, answer) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        report('answer', id, answer)
      }
      return { ask: (chat: ChatOfEvent) => ask({ id: chat.chatId, chat }) }
    },
    async round({ emulator: { simulate, ledger, faults }, call, callAll, pass }, round) {
      const chats = ['1', '2', '3'].map((name) => ({
        channelId: channelIds.telegram,
        chatType: 'telegram' as const,
        chatId: `${chatIds.telegram}${round}${name}`,
      }))
      faults.calls.next('response lost', { route: 'messages.send' })
      // The channel is down when the questions are asked.
      simulate.channel.setState(channelIds.telegram, 'blocked')
      for (const chat of chats) {
        // A bot of Telegram can only write to a customer who has written.
        simulate.customer.send({ ...chat, text: 'Hello' })
        asked.add(chat.chatId)
        await callAll('ask', chat)
        await call('ask', chat)
      }
      simulate.channel.setState(channelIds.telegram, 'active')
      await pass(2_000)
      await pass(2_000)
      for (const { chatId } of chats) {
        const question = ledger.find((sent) => sent.chatId === chatId)
        if (!question) continue
        answered.add(chatId)
        // Twice, as impatient customers do.
        simulate.customer.press(question.messageId, 1)
        simulate.customer.press(question.messageId, 1)
      }
      await pass(2_000)
      await pass(2_000)
    },
    async judge({ emulator: { ledger }, listUnknown, reports }) {
      const unknown = await listUnknown()
      const answers = reports('answer').map(textOf)
      const textsTo = (chatId: string): string[] =>
        ledger.filter((sent) => sent.chatId === chatId).map(({ text }) => text!)
      return [...asked].flatMap((chatId) => {
        const texts = textsTo(chatId)
        const questions = texts.filter((text) => text.startsWith('Will you come'))
        const thanks = texts.filter((text) => text.startsWith('Thank you'))
        const isOnce = (count: number, id: string): boolean => count === 1 || (count === 0 && unknown.includes(id))
        const violations = isOnce(questions.length, `come/${chatId}`)
          ? []
          : [`${chatId} was asked ${questions.length} times`]
        if (!answered.has(chatId)) return violations
        if (!answers.includes(`${chatId} no`)) violations.push(`the answer of ${chatId} was lost`)
        if (!isOnce(thanks.length, `thanks/${chatId}/no`))
          violations.push(`${chatId} was thanked ${thanks.length} times`)
        return violations
      })
    },
  }
}

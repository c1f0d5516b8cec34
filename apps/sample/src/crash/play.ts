import { createWazzup } from '@wazzup-kit/core'
import type { Emulator } from '@wazzup-kit/emulator'
import type { ChatView } from '../conversation/chat-view.ts'
import { settle } from '../conversation/settle.ts'
import { chooseDatabase, nameOf } from '../hosts/database.ts'
import { startBotProcess, type BotProcess } from '../processes/bot-process.ts'
import { rowsOf, type AnswerCounts } from '../processes/count-answers.ts'
import { createCustomer, type Customer } from '../processes/customer.ts'
import { findFreePort } from '../processes/free-port.ts'

/** Kills the bot twice in the middle of a conversation. Resolves with the number of answers that the customer got. */
export async function playCrashes(emulator: Emulator, view: ChatView): Promise<AnswerCounts> {
  const server = await emulator.listen()
  const access = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
  const secret = 'a-long-random-text'
  // In a PostgreSQL, another process would wait 20 seconds before it continues the chat of a killed one.
  const place = await chooseDatabase('')
  const port = await findFreePort()
  const start = (): Promise<BotProcess> =>
    startBotProcess({ ...access, ...place, secret, port, report: (line) => view.duty(line) })
  let bot = await start()
  let customer: Customer

  async function whenSettled(): Promise<void> {
    await settle(emulator, bot)
    await customer.seeAnswers(emulator.settled)
  }

  /** The customer asks for an order, and the bot is killed at a moment of its answer and started again. */
  async function crashAt(moment: Parameters<BotProcess['holdAt']>[0], number: string, when: string): Promise<void> {
    const hasStopped = await bot.holdAt(moment)
    await customer.asksFor(number)
    await hasStopped()
    await customer.seeAnswers(emulator.settled)
    await bot.kill()
    await view.turn(`the bot is killed (SIGKILL) ${when}`)
    bot = await start()
    await view.turn('the bot starts again')
    await whenSettled()
  }

  try {
    view.fact('Wazzup', `${server.url}, an emulator on this machine`)
    view.fact('the bot', `${bot.url.replace(secret, '[secret]')}, a process of its own`)
    view.fact('its store', nameOf(place.database))
    const { outcome } = await createWazzup(access).subscription.ensure({ url: bot.url })
    view.fact('webhooks', `${outcome}, by wazzup.subscription.ensure`)
    await settle(emulator, bot)
    customer = createCustomer(emulator, view)

    await view.scene('A customer asks for an order')
    await customer.asksFor('1001')
    await whenSettled()

    await view.scene('A crash after the 200, before the answer leaves')
    await crashAt('hold before a request', '1002', 'while it answers')
    await view.note('Wazzup got 200, so it does not send the message again. The bot had it in its store.')

    await view.scene('A crash between a request and its response')
    await crashAt('hold before a response', '1003', 'before it gets the 201')
    await view.note('The bot sent it again under the same id, and Wazzup rejected the repeat: it was sent once.')

    await view.scene('The conversation goes on')
    await customer.asksFor('4242')
    await whenSettled()

    const counts = customer.count()
    await view.scene('What the customer got')
    view.table(rowsOf(counts))
    return counts
  } finally {
    await bot.close()
    await server.close()
  }
}

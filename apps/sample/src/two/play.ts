import { createWazzup } from '@wazzup-kit/core'
import type { Emulator } from '@wazzup-kit/emulator'
import type { ChatView } from '../conversation/chat-view.ts'
import { settle } from '../conversation/settle.ts'
import { chooseDatabase, nameOf } from '../hosts/database.ts'
import { startBotProcess, type BotProcess } from '../processes/bot-process.ts'
import { rowsOf, type AnswerCounts } from '../processes/count-answers.ts'
import { createCustomer, type Customer } from '../processes/customer.ts'
import { startBalancer } from './balancer.ts'

/** Says how to get a PostgreSQL for the two instances. */
export const howToGetPostgres = `Two instances share a PostgreSQL, and DATABASE_URL is not set. For example, with Docker:

  docker run --rm -d --name wazzup-sample -e POSTGRES_PASSWORD=sample -p 5432:5432 postgres:17
  DATABASE_URL=postgres://postgres:sample@127.0.0.1:5432/postgres npx -y pnpm@12 start two
  docker stop wazzup-sample`

/** Runs two instances of the bot behind a balancer. Resolves with the number of answers that the customer got. */
export async function playTwo(emulator: Emulator, view: ChatView, databaseUrl: string): Promise<AnswerCounts> {
  const server = await emulator.listen()
  const access = { apiKey: emulator.keys.apiKey, baseUrl: server.url }
  const secret = 'a-long-random-text'
  const place = await chooseDatabase(databaseUrl)
  const startBot = () => startBotProcess({ ...access, ...place, secret, report: (line) => view.duty(line) })
  const bots = await Promise.all([startBot(), startBot()])
  const balancer = await startBalancer(bots.map(({ url }) => url))
  let running: readonly BotProcess[] = bots

  let customer: Customer

  async function settleAll(): Promise<void> {
    const settled = async () => ({ left: Math.max(...(await Promise.all(running.map(countLeft)))) })
    await settle(emulator, { settled })
  }

  /** Waits until nothing follows any more, and prints the requests and the answers. */
  async function showWhatFollows(): Promise<void> {
    await settleAll()
    await customer.seeAnswers(settleAll)
  }

  try {
    view.fact('Wazzup', `${server.url}, an emulator on this machine`)
    view.fact('the bots', `${bots.map(({ url }) => new URL(url).origin).join(' and ')}, two processes`)
    view.fact('balancer', balancer.url.replace(secret, '[secret]'))
    view.fact('the store', nameOf(place.database))
    const { outcome } = await createWazzup(access).subscription.ensure({ url: balancer.url })
    view.fact('webhooks', `${outcome}, by wazzup.subscription.ensure`)
    await settle(emulator, bots[0]!)
    customer = createCustomer(emulator, view)

    await view.scene('A delivery that one instance gets')
    await customer.asksFor('1001')
    await showWhatFollows()

    await view.scene('A delivery that both instances get at the same time')
    const before = bots.map((bot) => bot.countSends())
    balancer.give('both')
    await customer.asksFor('1002')
    await showWhatFollows()
    balancer.give('next')
    const sends = bots.map((bot, index) => bot.countSends() - before[index]!)
    await view.note(`Both responded with 200. Messages that they sent: ${sends.join(' and ')}.`)

    await view.scene('Three messages in a row, in turn to both instances')
    for (const number of ['1003', '4242', '4243']) await customer.asksFor(number)
    await showWhatFollows()
    await view.note('The instances share the store, so the three messages got one answer, with its lines in order.')

    await view.scene('One instance is killed')
    await bots[0]!.kill()
    running = bots.slice(1)
    await view.turn('the first instance is killed (SIGKILL)')
    await customer.asksFor('4244')
    await showWhatFollows()

    const counts = customer.count()
    await view.scene('What the customer got')
    view.table([
      ...rowsOf(counts),
      ['deliveries to the first instance', balancer.countDeliveries()[0]!],
      ['deliveries to the second instance', balancer.countDeliveries()[1]!],
    ])
    return counts
  } finally {
    await Promise.all(bots.map((bot) => bot.close()))
    await balancer.close()
    await server.close()
  }
}

async function countLeft(bot: { settled(): Promise<{ left: number }> }): Promise<number> {
  return (await bot.settled()).left
}

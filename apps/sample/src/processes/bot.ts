import { startExpress } from '../hosts/express.ts'
import type { HostSettings } from '../hosts/host.ts'
import type { Answer, Order } from './bot-process.ts'

// The bot in a process of its own, so that it can be killed. The code of the bot is the same as without a crash: only its
// `fetch` stops at the moment that the parent process has chosen.

const settings = JSON.parse(process.argv[2]!) as Omit<HostSettings, 'report'>
let holdsAt: Order | undefined

const bot = await startExpress({
  ...settings,
  report: (report) => answer({ report }),
  async fetch(input, init) {
    if (init?.method === 'POST') answer({ isSending: true })
    if (holdsAt === 'hold before a request') await hold()
    const response = await fetch(input, init)
    if (holdsAt === 'hold before a response') await hold()
    return response
  },
})

process.on('message', async (order: Order) => {
  if (order === 'settle') return answer({ done: order, ...(await bot.settled()) })
  holdsAt = order
  answer({ done: order })
})
// The parent process has ended.
process.on('disconnect', () => process.exit())
answer({ url: bot.url })

/** Reports to the parent process that the request has stopped, and never resolves. */
function hold(): Promise<never> {
  answer({ isHeld: true })
  return new Promise(() => {})
}

function answer(text: Answer): void {
  process.send!(text)
}

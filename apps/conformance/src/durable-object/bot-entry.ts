import { createWazzup, createWebhooks } from '@wazzup-kit/core'
import { createOutbox, createTimers } from '@wazzup-kit/core/store'
import { BotObject, type AlarmInfo, type ObjectState } from '@wazzup-kit/edge/durable-object'

/** What the test gives to the Worker. */
interface Environment {
  WAZZUP_API_KEY: string
  WAZZUP_BASE_URL: string
  BOT: Namespace
  FORGETFUL: Namespace
  TIMED: Namespace
  /** Where handlers report to the test. They wait until the test lets them go on. */
  TEST: { fetch(url: string, init: { method: 'POST'; body: string }): Promise<Response> }
}

interface Namespace {
  getByName(name: string): Stub
  get(id: unknown): Stub
  idFromString(text: string): unknown
}

interface Stub {
  fetch(request: Request): Promise<Response>
  ask(question: Question): Promise<unknown>
}

/** What the test asks an object for. */
export type Question = keyof typeof answers

/** The objects of the tests: each replies to each message, with another text in each run. */
export class TestedBot extends BotObject<Environment> {
  readonly wazzup = createWazzup({ apiKey: this.env.WAZZUP_API_KEY, baseUrl: this.env.WAZZUP_BASE_URL })
  readonly outbox = createOutbox({
    wazzup: this.wazzup,
    store: this.store,
    rateLimit: { perChannel: 'unlimited' },
    settleWithin: 3_000,
    onError: (error) => void this.tell(`error - - ${String(error)}`),
  })
  override readonly webhooks = createWebhooks({
    secret: 'secret',
    outbox: this.outbox,
    onError: (error) => void this.tell(`error - - ${String(error)}`),
  }).on('message', async ({ text, messageId }, { reply, attempt }) => {
    await this.tell(`begin ${messageId} ${attempt} ${text}`)
    await reply({ text: `answer of ${this.account} to ${text} in run ${attempt}` })
    await this.tell(`end ${messageId} ${attempt} ${text}`)
  })

  #alarms = 0

  constructor(ctx: ObjectState, env: Environment) {
    super(ctx, env, { longestAlarm: 500 })
  }

  override async alarm(info?: AlarmInfo): Promise<void> {
    this.#alarms++
    await super.alarm(info)
  }

  async ask(question: Question): Promise<unknown> {
    return answers[question](this)
  }

  /** The parts of the object that a question is about. */
  parts() {
    const { id, storage } = this.ctx as { id: object; storage: { getAlarm(): Promise<number | null> } }
    return { store: this.store, storage, id: String(id), account: this.account, alarms: this.#alarms }
  }

  async tell(line: string): Promise<void> {
    const response = await this.env.TEST.fetch('http://test/', { method: 'POST', body: line })
    const text = await response.text()
    if (text !== '') throw new Error(text)
  }
}

const later = 2_500
const chat = { channelId: 'c0000000-0000-4000-8000-000000000001', chatType: 'whatsapp', chatId: '79000000201' } as const

const answers = {
  stats: (bot: TestedBot) => bot.outbox.stats(),
  async entries(bot: TestedBot) {
    const { driver, account } = bot.parts().store
    const entries = await driver.listRecords(account, { prefix: 'entry/', limit: 100_000 })
    return entries.map(({ value }) => value)
  },
  async replayed(bot: TestedBot) {
    const ids = (await bot.webhooks.deadLetters()).map(({ id }) => id)
    await bot.webhooks.replay(ids)
    return ids
  },
  account: async (bot: TestedBot) => bot.parts().account,
  id: async (bot: TestedBot) => bot.parts().id,
  /** How many milliseconds are left until the alarm goes off, or null. */
  async alarm(bot: TestedBot) {
    const at = await bot.parts().storage.getAlarm()
    return at === null ? null : at - Date.now()
  },
  /** How many alarms this instance has had. */
  alarms: async (bot: TestedBot) => bot.parts().alarms,
  /** Runs the alarm as Cloudflare does when it has failed before. Returns in how many milliseconds the next one is set. */
  async 'third retry'(bot: TestedBot) {
    await bot.alarm({ retryCount: 2 })
    const third = await answers.alarm(bot)
    await bot.alarm({ retryCount: 3 })
    return [third, await answers.alarm(bot)]
  },
  async 'send later'(bot: TestedBot) {
    await bot.outbox.send({ ...chat, text: 'later' }, { id: 'later', notBefore: Date.now() + later })
  },
  async 'set a timer'(bot: TestedBot) {
    await createTimers({ store: bot.parts().store }).set('reminder', 'visit', {
      at: Date.now() + later,
      data: 'of the visit',
    })
  },
  /** Stores an event in a queue that no worker of the bot has. */
  async 'store for no worker'(bot: TestedBot) {
    const { driver, account } = bot.parts().store
    await driver.commit(account, { append: [{ id: 'a', lane: 'queue-without-worker/a', data: null }] })
  },
}

/** The same with timers. */
export class TimedBot extends TestedBot {
  override readonly timers = createTimers({ store: this.store })
    .on('reminder', ({ key, data }, { attempt }) => this.tell(`fire ${key} ${attempt} ${String(data)}`))
    .every('period', 2_000, ({ attempt }) => this.tell(`fire period ${attempt} `))
}

/** An object whose webhooks do not have its store. */
export class ForgetfulBot extends BotObject<Environment> {
  protected override readonly webhooks = createWebhooks({ secret: 'secret' })
}

/** Serves an object for each first part of a path, which is its name or, after `id:`, its id. A GET asks it the question in the second part. */
// oxlint-disable-next-line import/no-default-export -- a Worker is a default export.
export default {
  async fetch(request: Request, { BOT, FORGETFUL, TIMED }: Environment): Promise<Response> {
    const [, name = '', question] = new URL(request.url).pathname.split('/').map(decodeURIComponent)
    const objects = name === 'forgetful' ? FORGETFUL : name === 'timed' ? TIMED : BOT
    const bot = name.startsWith('id:') ? objects.get(objects.idFromString(name.slice(3))) : objects.getByName(name)
    if (request.method === 'POST') return bot.fetch(request)
    return Response.json((await bot.ask(question as Question)) ?? null)
  },
}

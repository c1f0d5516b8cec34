import {
  createClient,
  createWazzup,
  splitBatches,
  isWazzupError,
  messages,
  type KeyOptions,
  type OwnServerOptions,
  type Wazzup,
} from '@wazzup-kit/core'

/** The argument of an act: a client of the emulator, and the options to create another one. */
interface Stage {
  wazzup: Wazzup
  options: KeyOptions | OwnServerOptions
  channelId: string
}

/** One use of the client. Acts are bundled and run in each runtime, so they use nothing of Node. */
type Act = (stage: Stage) => Promise<unknown>

/** Resolves with the result or the error as plain data, which can be passed out of a runtime. */
async function ending(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    return { ended: (await promise) ?? 'nothing' }
  } catch (error) {
    if (!isWazzupError(error)) return { foreign: String(error) }
    return { ...JSON.parse(JSON.stringify(error)), cause: undefined }
  }
}

const text = (words: string) => ({ chatType: 'whatsapp', chatId: '79011112233', text: words }) as const

const acts = {
  async list({ wazzup }) {
    return wazzup.channels.list()
  },
  async send({ wazzup, channelId }) {
    return wazzup.messages.send({ channelId, ...text('Привет, 世界 👋🏽 "quoted"\n\u0000') })
  },
  async repeatWithinWindow({ wazzup, channelId }) {
    const input = { channelId, crmMessageId: 'order-1', ...text('once') }
    await wazzup.messages.send(input)
    return wazzup.messages.send(input)
  },
  async wrongTransport({ wazzup, channelId }) {
    return ending(wazzup.messages.send({ channelId, chatType: 'vk', chatId: '1', text: 'hi' }))
  },
  async askAgain({ wazzup, channelId }) {
    return ending(wazzup.messages.send({ channelId, ...text('asked again') }))
  },
  async giveUp({ options, channelId }) {
    const wazzup = createWazzup({ ...options, maxRetries: 0, timeout: 400 })
    return ending(wazzup.messages.send({ channelId, ...text('given up') }))
  },
  async callOff({ wazzup, channelId }) {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 200)
    return ending(wazzup.messages.send({ channelId, ...text('called off') }, { signal: stop.signal }))
  },
  async iterate({ wazzup }) {
    const users = Array.from({ length: 230 }, (_, index) => ({ id: `u${index}`, name: 'n' }))
    await splitBatches(users, (batch) => wazzup.users.save({ users: batch }))
    const contacts = users.map(({ id }) => ({ id, responsibleUserId: id, name: 'n', contactData: [] }))
    const report = await splitBatches(contacts, (batch) => wazzup.contacts.save({ contacts: batch }))
    let count = 0
    for await (const contact of wazzup.contacts.list()) if (contact.id.startsWith('u')) count++
    return { batches: report.done.length, count }
  },
  async createInputError({ wazzup }) {
    return ending(wazzup.users.get({ id: '..' }))
  },
  async wrongKey({ options }) {
    const wazzup = createWazzup({ ...options, apiKey: async () => 'not-the-key' })
    return ending(wazzup.channels.list())
  },
  async pickOneEndpoint({ options, channelId }) {
    const { messages: picked } = createClient({ messages: { send: messages.send } }, options)
    return ending(picked.send({ channelId, ...text('picked') }))
  },
  async manyAtOnce({ wazzup, channelId }) {
    const sends = Array.from({ length: 40 }, (_, index) => wazzup.messages.send({ channelId, ...text(`no ${index}`) }))
    return new Set((await Promise.all(sends)).map(({ messageId }) => messageId)).size
  },
  async hooks({ options, channelId }) {
    const calls: unknown[] = []
    const hooks = {
      onRequest: (info: object) => calls.push({ onRequest: info }),
      onResponse: (info: object) => calls.push({ onResponse: { ...info, milliseconds: 0 } }),
      onRetry: () => {
        throw new Error('an error in a hook must not affect the send')
      },
    }
    const wazzup = createWazzup({ ...options, hooks })
    await wazzup.messages.send({ channelId, crmMessageId: 'hooked', ...text('hooked') })
    return calls
  },
} satisfies Record<string, Act>

export type ActName = keyof typeof acts

/** Runs an act by its name, because a function cannot be passed into another runtime. */
export async function runAct(
  name: ActName,
  options: KeyOptions | OwnServerOptions,
  channelId: string,
): Promise<unknown> {
  return acts[name]({ wazzup: createWazzup(options), options, channelId })
}

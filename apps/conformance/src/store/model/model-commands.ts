import { buildDelivery } from '@wazzup-kit/core/testing'
import fc from 'fast-check'
import { checkStored } from './check-world.ts'
import { createLife, type Life, type Plan } from './messages.ts'
import { remember, type ModelWorld } from './model-world.ts'

/** A message of a delivery. */
interface Message extends Plan {
  chat: number
  number: number
}

type Command = fc.AsyncCommand<ModelWorld, ModelWorld>

/** Returns a command. After it, what is stored is compared with what must be stored. */
function command(
  name: string,
  details: unknown,
  act: (world: ModelWorld) => Promise<unknown>,
  isPossible: (world: ModelWorld) => boolean = () => true,
): Command {
  return {
    check: isPossible,
    async run(world) {
      const { expected } = world
      expected.look()
      await act(world)
      await world.rest()
      for (const { process } of world.workers) process.stall()
      expected.look()
      await checkStored(world)
      if (expected.violations.length > 0) throw new Error(expected.violations.join('\n'))
    },
    toString: () => `${name}(${JSON.stringify(details)})`,
  }
}

const idOf = ({ chat, number }: Message): string => `message:m-${chat}-${number}`

/** Delivers messages. Without `calls`, Wazzup must get a 200; otherwise the process dies after so many calls. */
async function deliver(world: ModelWorld, messages: readonly Message[], calls?: number): Promise<void> {
  const { expected, clock } = world
  const { driver } = world.account()
  const ids = [...new Set(messages.map(idOf))]
  const before = new Map((await driver.find('main', ids)).map((event) => [event.id, event]))
  const dateTime = new Date(clock.now()).toISOString()
  const items = messages.map((message) => {
    const { address } = expected.chats[message.chat]!
    const fields = { ...address, messageId: idOf(message).slice('message:'.length), dateTime, text: 'Hello' }
    return (buildDelivery('message', fields) as { messages: object[] }).messages[0]!
  })
  const body = { messages: items }
  let status: number | undefined
  if (calls === undefined) status = (await world.web().receive({ body })).status
  else {
    const { process, webhooks } = world.openWeb('web')
    process.allow(calls)
    void webhooks.receive({ body }).then((response) => (status = response.status))
    await world.rest()
    process.kill()
  }
  if (calls === undefined && status !== 200) expected.wrong(`the response was ${status}`)
  const after = new Map((await driver.find('main', ids)).map((event) => [event.id, event]))
  const isStored = after.size === ids.length
  if (!isStored && status === 200) expected.wrong('the response was 200, and a message is not stored')
  if (!isStored && after.size > before.size) expected.wrong('a part of a delivery is stored')
  const latest = Math.max(0, ...expected.byPosition.keys())
  let last = latest
  for (const message of messages) {
    const id = idOf(message)
    const [event, known] = [after.get(id), expected.lives.get(id)]
    if (before.has(id) || !event || known?.position === event.position) continue
    if (known && known.state !== 'forgotten' && !isOld(world, known)) expected.wrong(`${id} came twice`)
    if (event.position <= last) expected.wrong(`${id} is not at the end`)
    last = event.position
    const { chat, number: _, ...plan } = message
    const life = createLife(id, expected.chats[chat]!.lane, event.position, plan)
    expected.lives.set(id, life)
    expected.byPosition.set(event.position, life)
  }
}

function isOld({ clock }: ModelWorld, { state, doneAt }: Life): boolean {
  return state === 'done' && doneAt < clock.latest() - remember
}

async function replay({ web, account, expected }: ModelWorld, most: number): Promise<void> {
  const dead = await web().deadLetters()
  const ids = dead.slice(0, most).map(({ id }) => id)
  const replayed = await web().replay(ids)
  if (replayed !== ids.length) expected.wrong(`${replayed} of ${ids.length} dead messages run again`)
  let last = Math.max(...expected.byPosition.keys())
  for (const { id, position } of await account().driver.find('main', ids)) {
    const life = expected.lives.get(id)!
    if (position <= last) expected.wrong(`${id} is not replayed at the end`)
    last = position
    Object.assign(life, { position, state: 'waiting', isReplayed: true, runs: 0 })
    expected.byPosition.set(position, life)
  }
}

async function forget({ account, expected }: ModelWorld, index: number): Promise<void> {
  const chat = expected.chats[index]!
  await account().forget(chat.address)
  for (const life of expected.lives.values()) if (life.lane === chat.lane) life.state = 'forgotten'
  for (const id of expected.replies) if (id.startsWith(`message:m-${index}-`)) expected.replies.delete(id)
  chat.pausedUntil = 0
}

async function pause({ web, expected, clock }: ModelWorld, index: number, milliseconds: number): Promise<void> {
  const chat = expected.chats[index]!
  await web().chat(chat.address).pause(milliseconds)
  chat.pausedUntil = Math.max(chat.pausedUntil, clock.now() + milliseconds)
}

async function crash(world: ModelWorld, index: number, how: 'afterCall' | undefined): Promise<void> {
  const { process } = world.workers[index]!
  process.kill(how)
  await world.rest()
  world.expected.killed(process)
}

/** Lets a process run until a message that fails is dead. */
async function outlast({ workers, pass, jump }: ModelWorld, index: number): Promise<void> {
  for (let count = 0; count < 7; count++) {
    workers[index]!.process.run()
    await pass(500)
    jump(300_000)
  }
}

async function purge({ account, clock, expected }: ModelWorld): Promise<void> {
  await account().driver.purge('main', clock.now() - remember)
  // A pause that was over is deleted, and does not come back when the clock goes back.
  for (const chat of expected.chats) if (chat.pausedUntil <= clock.now()) chat.pausedUntil = 0
  const left = await account().driver.find('main', [...expected.lives.keys()])
  for (const { id, state } of left) {
    const life = expected.lives.get(id)!
    if (state === 'done' && life.doneAt < clock.now() - remember) expected.wrong(`${id} is remembered for too long`)
  }
}

const chat = fc.nat(2)
const worker = fc.nat(1)
const message: fc.Arbitrary<Message> = fc.record({
  chat,
  number: fc.nat(5),
  fails: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }) },
    {
      weight: 1,
      arbitrary: fc.constant(7),
    },
  ),
  failing: fc.constantFrom('archive', 'bot'),
  hangs: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  replies: fc.boolean(),
})
const messages = fc.array(message, { minLength: 1, maxLength: 4 })
const isAlive =
  (index: number) =>
  ({ workers }: ModelWorld): boolean =>
    workers[index]!.process.isAlive

/** The commands, each several times if it matters more than others. */
export const modelCommands: fc.Arbitrary<Command>[] = [
  ...[1, 2, 3].map(() => messages.map((given) => command('deliver', given, (world) => deliver(world, given)))),
  fc
    .tuple(messages, fc.nat(4))
    .map(([given, calls]) => command('deliverAndDie', [given, calls], (world) => deliver(world, given, calls))),
  ...[1, 2, 3].map(() =>
    fc
      .tuple(worker, fc.integer({ min: 1, max: 14 }))
      .map(([index, calls]) =>
        command('step', [index, calls], async ({ workers }) => workers[index]!.process.allow(calls), isAlive(index)),
      ),
  ),
  ...[1, 2].map(() =>
    worker.map((index) =>
      command('drain', index, async ({ workers }) => workers[index]!.process.run(), isAlive(index)),
    ),
  ),
  fc.tuple(fc.constantFrom([0], [1], [0, 1]), fc.constantFrom(200, 1_500, 6_000, 30_000, 70_000)).map(([awake, time]) =>
    command('pass', [awake, time], async ({ workers, pass }) => {
      for (const index of awake) if (workers[index]!.process.isAlive) workers[index]!.process.run()
      await pass(time)
    }),
  ),
  fc
    .constantFrom(-3_000, 5_000, 19_000, 25_000, 300_000, remember + 1_000)
    .map((time) => command('jump', time, async ({ jump }) => jump(time))),
  worker.map((index) => command('outlast', index, (world) => outlast(world, index), isAlive(index))),
  fc.constant(command('release', '', async ({ release }) => release())),
  fc
    .tuple(worker, fc.constantFrom(undefined, 'afterCall' as const))
    .map(([index, how]) => command('crash', [index, how], (world) => crash(world, index, how), isAlive(index))),
  worker.map((index) =>
    command(
      'restart',
      index,
      async ({ boot }) => boot(index),
      (world) => !isAlive(index)(world),
    ),
  ),
  fc.constant(
    command('failMachine', '', async ({ reopen, boot }) => {
      await reopen()
      boot(0)
      boot(1)
    }),
  ),
  fc.integer({ min: 1, max: 3 }).map((most) =>
    command(
      'replay',
      most,
      (world) => replay(world, most),
      ({ expected }) => [...expected.lives.values()].some(({ state }) => state === 'dead'),
    ),
  ),
  fc
    .tuple(chat, fc.constantFrom(1_000, 600_000))
    .map(([index, time]) => command('pause', [index, time], (world) => pause(world, index, time))),
  chat.map((index) =>
    command('resume', index, async ({ web, expected }) => {
      await web().chat(expected.chats[index]!.address).resume()
      expected.chats[index]!.pausedUntil = 0
    }),
  ),
  chat.map((index) => command('forget', index, (world) => forget(world, index))),
  fc.constant(command('purge', '', purge)),
]

import type { ModelWorld } from './model-world.ts'
import { remember } from './model-world.ts'

/** Compares what is stored with what must be stored. */
export async function checkStored({ account, clock, expected, web }: ModelWorld): Promise<void> {
  const { chats, lives, replies, wrong } = expected
  const { driver } = account()
  const stored = new Map((await driver.find('main', [...lives.keys()])).map((event) => [event.id, event]))
  for (const life of lives.values()) {
    const event = stored.get(life.id)
    if (life.state === 'forgotten') {
      if (event) wrong(`${life.id} is stored although its chat was forgotten`)
    } else if (!event) {
      if (life.state !== 'done' || life.doneAt >= clock.latest() - remember)
        wrong(`${life.id} was ${life.state} and is lost`)
    } else {
      if (event.state !== life.state) wrong(`${life.id} is stored as ${event.state} and must be ${life.state}`)
      if (event.position !== life.position) wrong(`${life.id} has another position`)
      if ((event.data === null) !== (life.state === 'done'))
        wrong(`${life.id} is ${life.state}, and its content is wrong`)
    }
  }
  let waiting = 0
  for (const { lane, address, pausedUntil } of chats) {
    const listed = await driver.listEvents('main', { state: 'waiting', lanePrefix: lane, limit: 1_000 })
    const ids = expected.waitingIn(lane).map(({ id }) => id)
    waiting += ids.length
    if (`${listed.map(({ id }) => id)}` !== `${ids}`) wrong(`${lane} has another order`)
    const head = await driver.head('main', lane)
    if (head?.id !== ids[0]) wrong(`${lane} begins with ${head?.id}`)
    const isPaused = await web().chat(address).isPaused()
    if (isPaused !== pausedUntil > clock.now()) wrong(`${lane} says paused: ${isPaused}`)
  }
  const stats = await account().stats()
  if ((stats.waiting['in'] ?? 0) !== waiting) wrong(`stats count ${stats.waiting['in']} waiting messages`)
  const dead = [...lives.values()].filter(({ state }) => state === 'dead').length
  if (stats.dead !== dead) wrong(`stats count ${stats.dead} dead messages`)
  const entries = await driver.listRecords('main', { prefix: 'entry/', limit: 1_000 })
  const keys = entries.map(({ key }) => key.slice('entry/'.length))
  if (`${keys.toSorted()}` !== `${[...replies].toSorted()}`) wrong(`stored replies: ${keys}; expected: ${[...replies]}`)
}

/** Checks what must be true of messages when nothing waits. */
export function checkHandled({ expected: { lives, wrong } }: ModelWorld): void {
  for (const { id, state, plan, successes, isShaken, isReplayed } of lives.values()) {
    if (state === 'forgotten') continue
    if (state === 'waiting') wrong(`${id} still waits`)
    const mustDie = plan.fails >= 6 && !isReplayed && plan.failing === 'archive'
    if (state === 'dead' && plan.fails < 6 && !isShaken && !plan.hangs) wrong(`${id} is dead, and its handlers succeed`)
    if (state === 'done' && mustDie && !isShaken) wrong(`${id} is done, and its archive fails`)
    if (state === 'done' && successes.archive < 1) wrong(`${id} was dropped`)
    if (!isShaken && (successes.archive > 1 || successes.bot > 1)) wrong(`${id} was handled twice`)
  }
}

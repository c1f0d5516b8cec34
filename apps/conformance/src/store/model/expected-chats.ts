import type { AccountStore, Claim, EventEnd } from '@wazzup-kit/core/store'
import { createChat, createRun, type ExpectedChat, type HandlerName, type Life, type Run } from './messages.ts'
import type { SteppedProcess, StoreCall } from './stepped-process.ts'

const mostRuns = 6
const leaseLength = 20_000

/** What must be stored and what may happen next, and what was wrong. */
export function createExpectedChats(addresses: readonly ExpectedChat['address'][], now: () => number) {
  const chats = addresses.map(createChat)
  const byLane = new Map(chats.map((chat) => [chat.lane, chat]))
  const lives = new Map<string, Life>()
  const byPosition = new Map<number, Life>()
  const replies = new Set<string>()
  const violations: string[] = []
  let tick = 0

  const wrong = (text: string): void => void violations.push(text)
  const waitingIn = (lane: string): Life[] =>
    [...lives.values()]
      .filter((life) => life.lane === lane && life.state === 'waiting')
      .toSorted((one, other) => one.position - other.position)

  function shake({ lane }: ExpectedChat, how: Partial<Life>): void {
    for (const life of waitingIn(lane)) Object.assign(life, how)
  }

  function claimed(process: SteppedProcess, { lane }: Claim, madeAt: number): void {
    const chat = byLane.get(lane)!
    const { holder } = chat
    if (holder && holder.until > now()) wrong(`${process.name} got ${lane} during the lease of ${holder.process.name}`)
    if (holder) shake(chat, { isShaken: true })
    if (holder?.process.isAlive) {
      const { awakeSince } = holder.process
      if (awakeSince !== undefined && now() - awakeSince >= leaseLength) {
        wrong(`${holder.process.name} lost ${lane} although it did not stall`)
      }
    }
    chat.holder = { process, until: madeAt + leaseLength }
    chat.isInherited = holder !== undefined
    // A process that did not notice the end of its lease goes on with what it has read.
    const before = chat.runs.get(process)
    if (before) before.isStale = true
    if (process.isAlive) chat.believers.add(process)
    if (chat.believers.size > 1) shake(chat, { wasShared: true })
  }

  function released(process: SteppedProcess, chat: ExpectedChat): void {
    chat.believers.delete(process)
    if (chat.holder?.process === process) chat.holder = undefined
  }

  function settled(process: SteppedProcess, position: number, end: EventEnd): void {
    const life = byPosition.get(position)
    if (!life) return wrong(`${process.name} settled an unknown position`)
    const { id, lane, state, isShaken, runs } = life
    const chat = byLane.get(lane)!
    const run = chat.runs.get(process)
    if (state !== 'waiting') return wrong(`${id} is ${state} and was settled again as ${end.state}`)
    if (run?.life !== life) return wrong(`${id} was settled by ${process.name}, which did not run it`)
    if (run.isOutdated) wrong(`${id} was settled by a run that had read it before another one settled it`)
    for (const name of run.finished) life.stored.add(name)
    if (run.hasReplied && run.finished.has('bot')) replies.add(`${id}/bot/1`)
    // What a pause has skipped stays skipped when the message runs again.
    life.isSkipped ||= chat.lastPaused >= run.began
    run.finished.clear()
    chat.isInherited = false
    for (const other of chat.runs.values())
      if (other !== run && other.life === life) other.isStale = other.isOutdated = true
    if (end.state === 'done') {
      if (!life.stored.has('archive')) wrong(`${id} is done although its archive has not succeeded`)
      if (!life.stored.has('bot') && !life.isSkipped) wrong(`${id} is done although its bot has not succeeded`)
      Object.assign(life, { state: 'done', doneAt: now() })
    } else if (end.state === 'dead') {
      // Each end of a lease counts, also several during one run.
      if (end.attempts < mostRuns || (!isShaken && end.attempts > mostRuns))
        wrong(`${id} is dead after ${end.attempts} attempts`)
      if (!isShaken && (runs !== mostRuns || !run.hasFailed)) wrong(`${id} is dead after ${runs} runs`)
      life.state = 'dead'
    } else if (end.state === 'waiting') {
      if (!run.hasFailed) wrong(`${id} runs again although nothing has failed`)
      if (!isShaken && end.attempts !== runs) wrong(`${id} has ${end.attempts} attempts after ${runs} runs`)
      if (end.attempts >= mostRuns) wrong(`${id} runs again after ${end.attempts} attempts`)
    }
  }

  /** Checks that a handler may begin now. */
  function begin(
    run: Run,
    chat: ExpectedChat,
    name: HandlerName,
    context: { attempt: number; replayed: boolean },
  ): void {
    const { life, process } = run
    if (!life) return wrong(`${process.name} runs an unknown message of ${chat.lane}`)
    const { id, state } = life
    const isShared = chat.believers.size > 1 || chat.holder?.process !== process || run.isStale
    if (chat.isInherited) life.isShaken = true
    if (isShared) Object.assign(life, { isShaken: true, wasShared: true })
    for (const other of chat.runs.values()) {
      if (other.active && other.process.isAlive && !isShared) {
        wrong(`${name} of ${id} begins in ${process.name} while ${other.active} of ${other.life?.id} runs`)
      }
    }
    run.active = name
    if (state === 'forgotten' || run.isOutdated) return
    if (!run.isCounted) life.runs++
    run.isCounted = true
    if (!life.wasShared && life.runs > mostRuns) wrong(`${id} runs for the ${life.runs}th time`)
    if (!life.isShaken && context.attempt !== life.runs) wrong(`${id} has attempt ${context.attempt}`)
    if (context.replayed !== life.isReplayed) wrong(`${id} says replayed: ${context.replayed}`)
    if (name === 'bot' && chat.lastUnpaused < run.began) wrong(`bot of ${id} runs while its chat is paused`)
    if (isShared) return
    if (state !== 'waiting') wrong(`${name} runs for ${id}, which is ${state}`)
    else if (waitingIn(chat.lane)[0] !== life) wrong(`${id} runs before ${waitingIn(chat.lane)[0]!.id}`)
    if (life.stored.has(name)) wrong(`${name} runs again for ${id} although its success is stored`)
    if (!life.isShaken && life.successes[name] > 0) wrong(`${name} runs again for ${id} without a crash`)
  }

  return {
    chats,
    lives,
    byPosition,
    replies,
    violations,
    wrong,
    waitingIn,
    begin,
    /** Notes a call of the store that was made. */
    observe(process: SteppedProcess, { name: call, parameters, result, madeAt }: StoreCall): void {
      if (call === 'claim') for (const claim of (result as { claims: Claim[] }).claims) claimed(process, claim, madeAt)
      if (call === 'renew') {
        const lost = new Set((result as Claim[]).map(({ token }) => token))
        for (const { lane, token } of parameters[0] as Claim[]) {
          const { holder } = byLane.get(lane)!
          // A lease is counted from the call: when the answer comes, a part of it may be over.
          if (!lost.has(token) && holder?.process === process) holder.until = madeAt + leaseLength
        }
      }
      if (call === 'release') released(process, byLane.get((parameters[0] as Claim).lane)!)
      if (call === 'head') {
        const position = (result as { position: number } | undefined)?.position
        const life = position === undefined ? undefined : byPosition.get(position)
        byLane.get(parameters[1] as string)!.runs.set(process, createRun(process, life, tick))
      }
      if (call !== 'commit' || !result) return
      const { settle = [] } = parameters[1] as Parameters<AccountStore['driver']['commit']>[1]
      for (const { position, end } of settle) settled(process, position, end)
    },
    /** Notes that all claims have ended. */
    unclaimed(): void {
      for (const chat of chats) {
        if (chat.holder) shake(chat, { isShaken: true })
        chat.isInherited ||= chat.holder !== undefined
        chat.holder = undefined
      }
    },
    /** Notes which chats are paused now. */
    look(): void {
      tick++
      for (const chat of chats) chat[chat.pausedUntil > now() ? 'lastPaused' : 'lastUnpaused'] = tick
    },
    killed(process: SteppedProcess): void {
      for (const chat of chats) {
        if (chat.believers.delete(process)) shake(chat, { isShaken: true })
        chat.runs.delete(process)
      }
    },
  }
}

export type ExpectedChats = ReturnType<typeof createExpectedChats>

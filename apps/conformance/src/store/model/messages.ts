import type { SteppedProcess } from './stepped-process.ts'

/** How the handlers behave with a message. */
export interface Plan {
  /** Number of runs that fail. */
  fails: number
  failing: 'archive' | 'bot'
  /** Whether the first run waits until it is released. */
  hangs: boolean
  replies: boolean
}

export type HandlerName = 'archive' | 'bot'

/** A message from its arrival until it is forgotten. */
export interface Life {
  readonly id: string
  readonly lane: string
  readonly plan: Plan
  position: number
  state: 'waiting' | 'done' | 'dead' | 'forgotten'
  doneAt: number
  isReplayed: boolean
  /** Runs since it came, or since it was replayed. */
  runs: number
  /** Whether a process died or lost its lane while it had this message or one before it. Then handlers may run again. */
  isShaken: boolean
  /** Whether two processes believed to have its lane. Then its order and the number of its runs are not promised. */
  wasShared: boolean
  /** Whether its bot may have been skipped, because the chat was paused. */
  isSkipped: boolean
  /** Handlers whose success is stored. */
  stored: Set<HandlerName>
  successes: Record<HandlerName, number>
}

/** One run of a message in one process. */
export interface Run {
  readonly life: Life | undefined
  readonly process: SteppedProcess
  /** The tick in which its message was read. */
  readonly began: number
  /** Whether its message was read before the last claim of the process, or before another process settled it. */
  isStale: boolean
  /** Whether another process has settled its message since. */
  isOutdated: boolean
  isCounted: boolean
  hasFailed: boolean
  hasReplied: boolean
  finished: Set<HandlerName>
  /** The handler that runs now. */
  active: HandlerName | undefined
}

/** Returns a message that has just been stored. */
export function createLife(id: string, lane: string, position: number, plan: Plan): Life {
  return {
    id,
    lane,
    plan,
    position,
    state: 'waiting',
    doneAt: 0,
    isReplayed: false,
    runs: 0,
    isShaken: false,
    wasShared: false,
    isSkipped: false,
    stored: new Set(),
    successes: { archive: 0, bot: 0 },
  }
}

/** Returns a run whose message has just been read. */
export function createRun(process: SteppedProcess, life: Life | undefined, tick: number): Run {
  return {
    life,
    process,
    began: tick,
    isStale: false,
    isOutdated: false,
    isCounted: false,
    hasFailed: false,
    hasReplied: false,
    finished: new Set(),
    active: undefined,
  }
}

interface Holder {
  process: SteppedProcess
  until: number
}

/** A chat, or its lane. */
export interface ExpectedChat {
  readonly lane: string
  readonly address: { channelId: string; chatType: string; chatId: string }
  pausedUntil: number
  lastPaused: number
  lastUnpaused: number
  holder: Holder | undefined
  /** Whether the last claim followed one that was not released. Then the runs before it count, whatever they ran. */
  isInherited: boolean
  /** The processes that believe to have the lane. */
  believers: Set<SteppedProcess>
  /** The last run of each process. */
  runs: Map<SteppedProcess, Run>
}

/** Returns a chat in which nothing has happened. */
export function createChat(address: ExpectedChat['address']): ExpectedChat {
  return {
    lane: `in/${address.channelId}/${address.chatType}/${address.chatId}`,
    address,
    pausedUntil: 0,
    lastPaused: -1,
    lastUnpaused: -1,
    holder: undefined,
    isInherited: false,
    believers: new Set(),
    runs: new Map(),
  }
}

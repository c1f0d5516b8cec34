import { monotonicNow } from '../../client/timing/clock.ts'
import type { WebhookResponse } from '../../inbound/webhook-response.ts'
import { contactKey } from '../../webhooks/events/identity.ts'
import type { OnError } from '../../webhooks/handle/error-log.ts'
import { rejectWith } from '../../webhooks/receive/reject.ts'
import type { StoredRecord, StoreDriver } from '../port/driver.ts'
import type { Hash } from '../port/hash.ts'
import { inTime } from '../port/in-time.ts'
import { isAhead } from '../port/is-ahead.ts'
import type { AnyEvent } from './inbox-parts.ts'

/** Milliseconds for which a process has a question to itself, and for which another one waits for its answer. */
const lease = 30_000
const longestWait = 25_000
const pollInterval = 100

/** Milliseconds to wait until an answer is stored, because Wazzup waits for it meanwhile. */
const longestEnd = 2_000

/** Milliseconds for which an answer is returned to a repeat. Short, because "+" for a second deal is no repeat. */
const kept = { createContact: 600_000, createDeal: 120_000 }

/** Milliseconds for which the id of a question that failed stays the same. */
const remembered = 600_000

type Question = Extract<AnyEvent, { kind: 'createContact' | 'createDeal' }>

/** What is stored about a question. */
interface Asked {
  /** When it was asked first. */
  at: number
  /** The process that answers it. */
  token?: string | undefined
  leaseUntil?: number | undefined
  answer?: WebhookResponse | undefined
}

/**
 * Returns the answer to a question: the stored one, or that of another process that is asking, or of `ask`. Returns 504 when
 * another process has not answered within 25 seconds. The id of the question is the same for each repeat, so that a CRM can
 * recognize what it has created.
 */
export async function answerQuestion(
  { driver, account, hash, report }: { driver: StoreDriver; account: string; hash: Hash; report: OnError },
  event: AnyEvent,
  ask: () => Promise<WebhookResponse>,
): Promise<WebhookResponse> {
  const question = event as Question
  const { kind } = question
  const digest = await hash([kind, ...keyOf(question)])
  const key = `question/${kind}/${digest}`
  const token = crypto.randomUUID()
  const startedAt = monotonicNow()
  const read = async (): Promise<StoredRecord | undefined> => (await driver.read(account, [key]))[0]
  const write = (value: Asked, version: string | undefined, expiresAt: number) =>
    driver.commit(account, { write: [{ key, value, version, expiresAt }] })

  for (;;) {
    const record = await read()
    const asked = record?.value as Asked | undefined
    const now = await driver.now()
    const at = asked?.at ?? now
    question.id = kind === 'createContact' ? `${kind}:${digest}` : `${kind}:${digest}:${at}`
    question.at = now
    if (asked?.answer) return asked.answer
    const leaseUntil = asked?.leaseUntil ?? 0
    // A lease from before the clock was set back would not end.
    if (leaseUntil > now && !isAhead(leaseUntil - lease, now)) {
      if (monotonicNow() - startedAt > longestWait) {
        report(new Error('another process is still answering; Wazzup gets 504'), event)
        return rejectWith(504, `${kind} is still being answered`)
      }
      await new Promise((resolve) => void setTimeout(resolve, pollInterval))
      continue
    }
    if (!(await write({ at, token, leaseUntil: now + lease }, record?.version, now + remembered))) continue
    return finish(at)
  }

  async function finish(at: number): Promise<WebhookResponse> {
    try {
      const answer = await ask()
      await conclude({ at, answer }, kept[kind])
      return answer
    } catch (error) {
      await conclude({ at }, remembered)
      throw error
    }
  }

  /** Stores the end, unless another process has taken the question over since. */
  async function conclude(value: Asked, ttl: number): Promise<void> {
    const store = async (): Promise<void> => {
      const record = await read()
      if ((record?.value as Asked | undefined)?.token !== token) return
      await write(value, record?.version, (await driver.now()) + ttl)
    }
    try {
      await inTime(store, longestEnd)
    } catch {
      // The entity exists, so Wazzup must get it. The lease ends by itself.
    }
  }
}

function keyOf(question: Question): unknown[] {
  return question.kind === 'createContact' ? contactKey(question) : question.contacts.toSorted()
}

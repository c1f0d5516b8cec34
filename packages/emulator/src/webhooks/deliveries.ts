import type { Changes } from '../account/changes.ts'
import type { EmulatorClock } from '../account/clock.ts'
import type { LogLimit } from '../account/log-records.ts'
import { postWebhook, type WebhookResponse } from './post-webhook.ts'
import { hideInAddress } from '../secrets/address.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { State } from '../account/state.ts'
import type { FaultHandle } from '../faults/fault-engine.ts'
import { flagOfKind, type WebhookBody, type WebhookKind } from './bodies.ts'
import { writeBroken } from '../faults/break-body.ts'
import { createDeliveryFaults, type DeliveryFaults, type DeliveryTarget } from '../faults/delivery-faults.ts'
import { createDeliveryLog, parsed, type DeliveryLog, type DeliveryRecord } from './delivery-log.ts'
import { createBursts } from '../faults/bursts.ts'
import { createHeldDeliveries } from '../faults/held-deliveries.ts'
import { createDeliveryQueue } from './delivery-queue.ts'
import { createUnheard, type Unheard } from './unheard.ts'
import {
  isEarly,
  isReordered,
  isRepeated,
  subscribersTo,
  subscriberToAsk,
  type DeliverOptions,
  type OutgoingDelivery,
  type Posted,
  type Subscriber,
} from './outgoing-delivery.ts'

/** Deliveries that one request causes. */
interface RequestDeliveries {
  announce(body: WebhookBody): void
  /** Runs work after the response. */
  afterwards(work: () => void): void
  /** Posts the deliveries that a fault sends before the response. */
  beforeAnswer(): Promise<void>
}

/** All deliveries to webhook addresses. */
export interface Deliveries {
  /** Posts a body to each subscriber with its flag. */
  announce(body: WebhookBody): void
  /** Returns functions for deliveries that a request causes: they are posted after its response. */
  ofRequest(answered: Promise<void>): RequestDeliveries
  /**
   * Posts a question to one subscriber, that of the API key first. Undefined when no subscriber has the flag; null
   * without a response.
   */
  ask(body: WebhookBody): Promise<WebhookResponse> | undefined
  /** Posts any body: JSON of a value, text and bytes as they are. */
  deliver(body: unknown, options?: DeliverOptions): Promise<DeliveryRecord>
  settled(): Promise<void>
  readonly unheard: Unheard
  readonly faults: DeliveryFaults
  readonly log: DeliveryLog
  reset(): void
}

/** The parts of the emulator that deliveries use. */
export interface DeliveryParts {
  state: State
  clock: EmulatorClock
  changes: Changes
  secrets: Secrets
  /** Returns the fetch for the next delivery. */
  fetch(): typeof globalThis.fetch
  /** How many deliveries the log keeps. */
  logLimit?: LogLimit | 'off' | undefined
}

const kindsOf = (body: object): WebhookKind[] =>
  (Object.keys(flagOfKind) as WebhookKind[]).filter((kind) => Object.hasOwn(body, kind))

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

export function createDeliveries({ state, clock, changes, secrets, fetch, logLimit }: DeliveryParts): Deliveries {
  const log = createDeliveryLog(changes.tell, secrets, logLimit)
  const queue = createDeliveryQueue(post)
  const held = createHeldDeliveries(clock, queue.push)
  const bursts = createBursts((to, together) => {
    queue.push(...together)
    held.next(to)
  })
  function release(handle?: FaultHandle): void {
    const isItsOwn = (delivery: OutgoingDelivery): boolean => handle === undefined || delivery.struckBy === handle
    held.release(isItsOwn)
    bursts.release(isItsOwn)
  }
  const board = createDeliveryFaults({ clock, release, changed: () => changes.tell({ about: 'faults' }) })
  const unheard = createUnheard()
  let life = new AbortController()

  async function post(delivery: OutgoingDelivery): Promise<void> {
    const address = delivery.address ?? state.subscriptions[delivery.to].webhooksUri
    if (delivery.stopped.aborted || address === null) return delivery.done(null)
    const body = delivery.write(delivery.body)
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    const { to, kinds, headers, stopped, fault } = delivery
    const at = clock.now()
    secrets.learn(address)
    const url = hideInAddress(address)
    const known = { at, to, url, kinds, body: parsed(text, text), ...(fault && { fault: fault.kind }) }
    const record = log.begin(known, text.length)
    const { crmKey, settings } = state
    const contentType = settings.webhookContentType
    const { whenPassed } = clock
    const outcome = await postWebhook({
      address,
      body,
      contentType,
      crmKey,
      headers,
      fetch: fetch(),
      stopped,
      whenPassed,
    })
    if (stopped.aborted) return delivery.done(null)
    log.finish(record, outcome, clock.now() - at)
    delivery.done({ record, response: outcome.response })
  }

  async function postAll(several: readonly OutgoingDelivery[]): Promise<void> {
    for (const delivery of several) await post(delivery)
  }

  function pack(body: WebhookBody, to: Subscriber, cause: DeliveryTarget['cause']): OutgoingDelivery {
    // A copy, because the objects in the body may change later.
    const said = structuredClone(body)
    const taken = board.take({ body: said, cause })
    const form = taken?.fault.kind === 'broken' ? (taken.fault.form ?? 'truncated json') : undefined
    return {
      to,
      kinds: kindsOf(said),
      body: said,
      write: form === undefined ? JSON.stringify : (spoilt) => writeBroken(form, spoilt),
      ...(taken && { fault: taken.fault, struckBy: taken.handle }),
      stopped: life.signal,
      done() {},
    }
  }

  /** Resolves when a delivery was posted, or with null when it was dropped. */
  function whenDone(delivery: OutgoingDelivery, go: (delivery: OutgoingDelivery) => void): Promise<Posted | null> {
    return new Promise((resolve) => {
      const giveUp = (): void => resolve(null)
      delivery.stopped.addEventListener('abort', giveUp, { once: true })
      function done(posted: Posted | null): void {
        delivery.stopped.removeEventListener('abort', giveUp)
        resolve(posted)
      }
      go({ ...delivery, done })
    })
  }

  function route(delivery: OutgoingDelivery): void {
    const { fault, stopped } = delivery
    if (stopped.aborted || fault?.kind === 'lost') return delivery.done(null)
    if (fault?.kind === 'late') return held.late(delivery, fault.ms)
    if (isReordered(delivery)) return held.untilNext(delivery)
    if ((fault === undefined || fault.kind === 'burst') && bursts.join(delivery)) return
    if (fault?.kind === 'burst') return bursts.begin(delivery, fault.size ?? 5)
    send(delivery)
  }

  function send(delivery: OutgoingDelivery): void {
    queue.push(delivery)
    if (isRepeated(delivery)) queue.push({ ...delivery, done() {} })
    held.next(delivery.to)
  }

  const packAll = (body: WebhookBody, cause: DeliveryTarget['cause']): OutgoingDelivery[] => {
    changes.tellOf(body)
    const [kind] = kindsOf(body)
    if (kind === undefined) return []
    const subscribers = subscribersTo(state, flagOfKind[kind])
    if (subscribers.length === 0) unheard.add(kind)
    return subscribers.map((to) => pack(body, to, cause))
  }

  return {
    announce: (body) => packAll(body, 'other').forEach(route),
    ofRequest(answered) {
      const early: OutgoingDelivery[] = []
      return {
        announce(body) {
          for (const delivery of packAll(body, 'request')) {
            if (isEarly(delivery)) early.push(delivery)
            else queue.expect(answered.then(() => route(delivery)))
          }
        },
        afterwards: (work) => queue.expect(answered.then(work)),
        beforeAnswer() {
          const work = postAll(early)
          queue.expect(work)
          return work
        },
      }
    },
    ask(body) {
      const [kind] = kindsOf(body)
      const to = kind === undefined ? undefined : subscriberToAsk(state, flagOfKind[kind])
      if (kind !== undefined && to === undefined) unheard.add(kind)
      return to && whenDone(pack(body, to, 'other'), route).then((posted) => posted?.response ?? null)
    },
    async deliver(body, { to = 'api', address, headers } = {}) {
      if (address === undefined && state.subscriptions[to].webhooksUri === null)
        throw new Error(`The ${to} key has no subscription; subscribe first, or give an address`)
      const written = isRaw(body) ? body : JSON.stringify(body)
      const kinds = typeof body === 'object' && body !== null ? kindsOf(body) : []
      const delivery: OutgoingDelivery = {
        to,
        address,
        headers,
        kinds,
        body: {},
        write: () => written,
        stopped: life.signal,
        done() {},
      }
      const posted = await whenDone(delivery, send)
      if (posted === null) throw new Error('The emulator was reset before the delivery had its response')
      return posted.record
    },
    settled() {
      clock.wake()
      return queue.settled()
    },
    unheard,
    faults: board.faults,
    log,
    reset() {
      life.abort()
      life = new AbortController()
      queue.reset()
      held.reset()
      bursts.reset()
      board.reset()
      log.reset()
    },
  }
}

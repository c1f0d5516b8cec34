import { flagOfKind, type WebhookKind } from './bodies.ts'

/** Notices webhooks that no app gets, because no subscription has an address and their flag. */
export interface Unheard {
  /** Adds the kind of a webhook that was not posted. */
  add(kind: WebhookKind): void
  /** Runs work, and returns what it returns and the kinds that it added before it returned. */
  during<Result>(work: () => Result): { result: Result; kinds: readonly WebhookKind[] }
}

/** Creates {@link Unheard} without any kinds. */
export function createUnheard(): Unheard {
  let kinds = new Set<WebhookKind>()
  return {
    add: (kind) => void kinds.add(kind),
    during(work) {
      kinds = new Set()
      return { result: work(), kinds: [...kinds] }
    },
  }
}

/** Says that webhooks were not posted, and what to do; undefined when there are none. */
export function describeUnheard(kinds: readonly WebhookKind[]): string | undefined {
  if (kinds.length === 0) return undefined
  const flags = [...new Set(kinds.map((kind) => flagOfKind[kind]))]
  return `No webhook with ${kinds.join(' or ')} was posted, because no app is subscribed to ${flags.join(' or ')}: subscribe with PATCH /v3/webhooks or the action subscription.set`
}

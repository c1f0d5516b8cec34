import type { DiscoveryService } from '@nestjs/core'
import { getOutboxToken, getTimersToken } from '../wazzup.tokens.ts'

/**
 * Nest's keys of what `@Inject` stores on a class, for its parameters and its properties. What Nest knows of its instances is not enough: Nest 11 resolves a
 * request-scoped class only when there is a request.
 */
const injected = ['self:paramtypes', 'self:properties_metadata']

/**
 * Throws for a class into which the outbox or the timers of a module without a store would be injected.
 *
 * @throws Error that names the class.
 */
export function rejectInjectedParts(wrappers: ReturnType<DiscoveryService['getProviders']>, name: string): void {
  const parts = new Map<unknown, string>([
    [getOutboxToken(name), 'outbox'],
    [getTimersToken(name), 'timers'],
  ])
  for (const { metatype } of wrappers) {
    if (typeof metatype !== 'function') continue
    const uses = injected.flatMap((key) => (Reflect.getMetadata(key, metatype) ?? []) as Use[])
    const [part] = uses.flatMap(({ param, type }) => parts.get(param) ?? parts.get(type) ?? [])
    if (!part) continue
    throw new Error(`${metatype.name} injects the ${part} of WazzupModule "${name}", which has no \`store\``)
  }
}

/** The token of a parameter or of a property. */
interface Use {
  param?: unknown
  type?: unknown
}

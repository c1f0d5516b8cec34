import type { DiscoveryService } from '@nestjs/core'
import { getOutboxToken } from '../wazzup.tokens.ts'

/**
 * Nest's keys of what `@Inject` stores on a class, for its parameters and its properties. What Nest knows of its instances is not enough: Nest 11 resolves a
 * request-scoped class only when there is a request.
 */
const injected = ['self:paramtypes', 'self:properties_metadata']

/**
 * Throws for a class into which the outbox of a module without a store would be injected.
 *
 * @throws Error that names the class.
 */
export function rejectInjectedOutbox(wrappers: ReturnType<DiscoveryService['getProviders']>, name: string): void {
  const token = getOutboxToken(name)
  for (const { metatype } of wrappers) {
    if (typeof metatype !== 'function') continue
    const uses = injected.flatMap((key) => (Reflect.getMetadata(key, metatype) ?? []) as Use[])
    if (!uses.some(({ param, type }) => param === token || type === token)) continue
    throw new Error(`${metatype.name} injects the outbox of WazzupModule "${name}", which has no \`store\``)
  }
}

/** The token of a parameter or of a property. */
interface Use {
  param?: unknown
  type?: unknown
}

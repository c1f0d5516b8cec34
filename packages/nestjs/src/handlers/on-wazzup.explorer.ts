import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DiscoveryService, MetadataScanner } from '@nestjs/core'
import type { Handler, Wazzup, Webhooks } from '@wazzup-kit/core'
import { subscriptionsOf, type Subscription } from './on-wazzup.decorator.ts'

/** Token of the name under which a module was registered. */
export const ownNameToken = 'wazzup-kit:own-name'

/** Token of the receiver to which the handlers of a module are bound when the app starts; null when the module has no webhooks. */
export const ownWebhooksToken = 'wazzup-kit:own-webhooks'

/** Nest's description of a provider or a controller. */
type Wrapper = ReturnType<DiscoveryService['getProviders']>[number]

/** A decorated method of an instance. */
interface FoundHandler extends Subscription {
  wrapper: Wrapper
  method: string
  /** Name for error texts, for example `BotService.onMessage`. */
  place: string
}

/** Finds the methods that are decorated with `OnWazzup` for one module, and binds them to its webhooks. */
@Injectable()
export class OnWazzupExplorer implements OnModuleInit {
  constructor(
    @Inject(ownNameToken) private readonly name: string,
    @Inject(ownWebhooksToken) private readonly webhooks: Webhooks<Wazzup> | null,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  /**
   * Registers the handlers of this module when the app starts.
   *
   * @throws Error when a handler could never be called, or would be called twice.
   */
  onModuleInit(): void {
    const names = this.registeredNames()
    if (names.filter((name) => name === this.name).length > 1) {
      throw new Error(`WazzupModule is registered twice as "${this.name}": give each registration its own "name"`)
    }
    const handlers = this.findHandlers()
    for (const { place, name } of handlers) {
      if (names.includes(name)) continue
      throw new Error(
        `${place} handles events of "${name}", but WazzupModule is registered only as "${names.join('", "')}"`,
      )
    }
    const own = handlers.find(({ name }) => name === this.name)
    if (this.webhooks) this.bind(this.webhooks)
    else if (own) {
      throw new Error(`${own.place} would never be called: WazzupModule "${this.name}" has no \`webhooks\``)
    }
  }

  /** Registers the handlers of this module on these webhooks, which may be those of a tenant. */
  bind(webhooks: Webhooks<Wazzup>, tenant?: string): void {
    const handlers = this.findHandlers().filter(({ name }) => name === this.name)
    for (const { kind, wrapper, method } of handlers) {
      // Looked up at each call: a tenant may be used before all instances are created, and a test may spy on a method.
      const handle = (event: unknown, context: object): unknown =>
        wrapper.instance[method](event, tenant === undefined ? context : Object.assign(context, { tenant }))
      try {
        webhooks.on(kind, handle as Handler<typeof kind, Wazzup>)
      } catch (error) {
        const places = handlers.filter((handler) => handler.kind === kind).map((handler) => handler.place)
        throw new Error(`@OnWazzup('${kind}') on ${places.join(' and ')}: ${(error as Error).message}`, {
          cause: error,
        })
      }
    }
  }

  private registeredNames(): string[] {
    return this.discovery
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof OnWazzupExplorer ? [instance.name] : []))
  }

  private findHandlers(): FoundHandler[] {
    const wrappers = [...this.discovery.getProviders(), ...this.discovery.getControllers()]
    const seen = new Map<unknown, Wrapper>()
    return wrappers.flatMap((wrapper) => {
      const handlers = this.handlersOf(wrapper)
      const [first] = handlers
      if (first) {
        rejectUnlessSingleton(wrapper, first)
        rejectSecond(wrapper, first, seen)
      }
      return handlers
    })
  }

  private handlersOf(wrapper: Wrapper): FoundHandler[] {
    const instance: unknown = wrapper.instance
    if (wrapper.isAlias || typeof instance !== 'object' || instance === null) return []
    const prototype = Object.getPrototypeOf(instance) as Record<string, object> | null
    return this.scanner.getAllMethodNames(prototype).flatMap((method) =>
      subscriptionsOf(prototype![method]!).map((subscription) => ({
        ...subscription,
        wrapper,
        method,
        place: `${instance.constructor.name}.${method}`,
      })),
    )
  }
}

/** Throws for a class with a scope. Handlers run outside of a request, so a request-scoped class cannot be resolved. */
function rejectUnlessSingleton(wrapper: Wrapper, { place }: FoundHandler): void {
  if (wrapper.isDependencyTreeStatic() && !wrapper.isTransient) return
  throw new Error(
    `${place} cannot handle events: its class, a dependency of it or a guard of the app is request-scoped or transient. ` +
      'Move the handler to a provider of the default scope',
  )
}

/** Throws for a class that two modules provide. It has two instances, so a bot would send each reply twice. */
function rejectSecond(wrapper: Wrapper, { place }: FoundHandler, seen: Map<unknown, Wrapper>): void {
  const key = wrapper.metatype ?? wrapper.instance
  const other = seen.get(key)
  if (other) {
    const homes = `${other.host?.name} and ${wrapper.host?.name}`
    throw new Error(`${place} would run twice, because ${homes} both provide its class: provide it once and export it`)
  }
  seen.set(key, wrapper)
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import type { AccountStore } from '@wazzup-kit/core/store'
import { rejectInjectedParts } from './reject-injected-parts.ts'
import { subscriptionsOf, type HandlerTarget, type Subscription } from './subscriptions.ts'

/** Token of the name under which a module was registered. */
export const ownNameToken = 'wazzup-kit:own-name'

/** Token of the parts of an account to which the handlers of a module are bound when the app starts. */
export const ownTargetToken = 'wazzup-kit:own-target'

/** Nest's description of a provider or a controller. */
type Wrapper = ReturnType<DiscoveryService['getProviders']>[number]

/** A decorated method of an instance. */
interface FoundHandler extends Subscription {
  wrapper: Wrapper
  method: string | symbol
  /** Name for error texts, for example `BotService.onMessage`. */
  place: string
}

/** Finds the methods that are decorated as handlers of one module, and binds them to its receiver and its outbox. */
@Injectable()
export class HandlerExplorer implements OnModuleInit {
  private isBound = false

  constructor(
    @Inject(ownNameToken) private readonly name: string,
    @Inject(ownTargetToken) private readonly target: HandlerTarget,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
  ) {}

  /**
   * Registers the handlers of this module when the app starts. Nest calls it again for a second app of one module, for example
   * in a test that calls `createNestApplication` twice.
   *
   * @throws Error when a handler could never be called, or would be called twice.
   */
  onModuleInit(): void {
    if (this.isBound) return
    const names = this.explorers().map(({ name }) => name)
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
    const present = { webhooks: this.target.webhooks, store: this.target.outbox }
    for (const { place, needs } of handlers.filter(({ name }) => name === this.name)) {
      const missing = needs.find((option) => present[option] === undefined)
      if (missing === undefined) continue
      throw new Error(`${place} would never be called: WazzupModule "${this.name}" has no \`${missing}\``)
    }
    const { outbox } = this.target
    if (outbox) this.rejectTaken(outbox.store)
    else rejectInjectedParts(this.wrappers(), this.name)
    this.bind(this.target)
    this.isBound = true
  }

  /** Registers the handlers of this module on these parts, which may be those of a tenant. */
  bind(target: HandlerTarget, tenant?: string): void {
    const handlers = this.findHandlers().filter(({ name }) => name === this.name)
    for (const { decorator, wrapper, method, place, bind } of handlers) {
      // Looked up at each call: a tenant may be used before all instances are created, and a test may spy on a method.
      const call = (event: unknown, context: object): unknown =>
        wrapper.instance[method](event, tenant === undefined ? context : Object.assign(context, { tenant }))
      try {
        bind(target, call, place)
      } catch (error) {
        const places = handlers.filter((handler) => handler.decorator === decorator).map((handler) => handler.place)
        throw new Error(`${decorator} on ${places.join(' and ')}: ${(error as Error).message}`, { cause: error })
      }
    }
  }

  private wrappers(): Wrapper[] {
    return [...this.discovery.getProviders(), ...this.discovery.getControllers()]
  }

  /**
   * Rejects an account of a store that another registration has: the handlers of one would get the events of the other.
   *
   * @throws Error that names the other registration.
   */
  rejectTaken({ account, driver }: AccountStore): void {
    for (const { name, target } of this.explorers()) {
      const other = name === this.name ? undefined : target.outbox?.store
      if (other?.account !== account || other.driver !== driver) continue
      const both = `WazzupModule "${this.name}" and "${name}"`
      throw new Error(`${both} use the same account "${account}" of a store: give each its own "account"`)
    }
  }

  private explorers(): HandlerExplorer[] {
    return this.discovery
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof HandlerExplorer ? [instance] : []))
  }

  private findHandlers(): FoundHandler[] {
    const seen = new Map<unknown, Wrapper>()
    return this.wrappers().flatMap((wrapper) => {
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
    return decoratedMethodsOf(instance).flatMap(({ method, descriptor, subscriptions }) => {
      const place = `${instance.constructor.name}.${String(method)}`
      rejectUnlessCallable(descriptor, place)
      return subscriptions.map((subscription) => ({ ...subscription, wrapper, method, place }))
    })
  }
}

interface DecoratedMethod {
  method: string | symbol
  /** What is in the place of the method, after all decorators. */
  descriptor: PropertyDescriptor | undefined
  subscriptions: readonly Subscription[]
}

/** Returns the decorated methods of an instance, with those of its base classes that are not overridden. */
function decoratedMethodsOf(instance: object): DecoratedMethod[] {
  const found: DecoratedMethod[] = []
  const seen = new Set<string | symbol>()
  let prototype = Object.getPrototypeOf(instance) as object | null
  while (prototype !== null && prototype !== Object.prototype) {
    for (const [method, subscriptions] of subscriptionsOf(prototype)) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, method)
      if (!seen.has(method)) found.push({ method, descriptor, subscriptions })
    }
    for (const method of Reflect.ownKeys(prototype)) seen.add(method)
    prototype = Object.getPrototypeOf(prototype) as object | null
  }
  return found
}

/** Throws when another decorator has replaced a handler by a value that cannot be called. It may be a getter of a function. */
function rejectUnlessCallable(descriptor: PropertyDescriptor | undefined, place: string): void {
  if (descriptor?.get || typeof descriptor?.value === 'function') return
  const type = descriptor?.value === null ? 'null' : typeof descriptor?.value
  throw new Error(
    `${place} cannot handle events: another decorator has replaced the method by ${type}. Remove it from the handler`,
  )
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

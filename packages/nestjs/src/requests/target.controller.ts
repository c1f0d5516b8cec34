import {
  All,
  applyDecorators,
  Controller,
  Inject,
  NotFoundException,
  Req,
  Res,
  VERSION_NEUTRAL,
  type ControllerOptions,
  type Type,
} from '@nestjs/common'
import type { InboundTarget } from '@wazzup-kit/core'
import type { HostRequest, HostResponse } from './host-request.ts'
import { RunningRequests } from './running-requests.service.ts'
import { defaultName } from '../wazzup.tokens.ts'

/** The routes of a target. */
export interface TargetRoutes {
  /** Token of the webhooks or the gateway, whose value may be null. */
  target: string
  path: string
  /**
   * The paths below it, with the names of the methods that serve them. They are part of the operation ids of
   * `@nestjs/swagger`, so each name is used once in an app.
   */
  methods: Readonly<Record<string, string>>
  /** Version of the routes; version-neutral by default, because Wazzup and the client of a gateway send none. */
  version: ControllerOptions['version']
  /** Decorators of the controller. */
  decorators: readonly ClassDecorator[]
}

/** Returns the route of the webhooks of an account. */
export function webhooksMethods(name: string): Record<string, string> {
  return { [withName('receive', name)]: '' }
}

/** Returns the routes of all calls of a gateway. They are not a wildcard, because the two platforms have different syntaxes for it. */
export function gatewayMethods(name: string): Record<string, string> {
  return { [withName('call', name)]: 'v3/:noun', [withName('callWithId', name)]: 'v3/:noun/:id' }
}

function withName(method: string, name: string): string {
  return name === defaultName ? method : `${method}_${name}`
}

/** Creates a controller for one target. Each target has its own class, and therefore its own prefix, version, guards and metadata. */
export function createTargetController({ target: token, path, methods, version, decorators }: TargetRoutes): Type {
  // Always given: Nest would use the default version of the app otherwise.
  @Controller({ path, version: version ?? VERSION_NEUTRAL })
  class WazzupController {
    constructor(
      @Inject(token) readonly target: InboundTarget<HostRequest> | null,
      @Inject(RunningRequests) readonly requests: RunningRequests,
    ) {}
  }
  for (const [method, below] of Object.entries(methods)) addRoute(WazzupController, method, below)
  applyDecorators(...decorators)(WazzupController)
  return WazzupController
}

/** The fields of a controller. */
interface Serving {
  target: InboundTarget<HostRequest> | null
  requests: RunningRequests
}

function addRoute({ prototype }: { prototype: object }, method: string, path: string): void {
  // The name of the function is that of the method, which OpenAPI documents use.
  const named = {
    async [method](this: Serving, request: HostRequest, response: HostResponse): Promise<void> {
      if (!this.target) throw new NotFoundException()
      await this.requests.respond(request, response, this.target)
    },
  }
  const descriptor = { value: named[method]!, writable: true, configurable: true }
  Object.defineProperty(prototype, method, descriptor)
  Req()(prototype, method, 0)
  Res()(prototype, method, 1)
  All(path)(prototype, method, descriptor)
}

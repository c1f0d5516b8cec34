import { All, applyDecorators, Controller, Inject, NotFoundException, Req, Res, type Type } from '@nestjs/common'
import type { InboundTarget } from '@wazzup-kit/core'
import type { HostRequest, HostResponse } from './host-request.ts'
import { RunningRequests } from './running-requests.service.ts'

/** The route of a target. */
export interface TargetRoute {
  /** Token of the webhooks or the gateway, whose value may be null. */
  target: string
  path: string
  /** Routes below the path. By default, the path itself is the route. */
  below?: string[]
  /** Decorators of the controller. */
  decorators: readonly ClassDecorator[]
}

/** The paths of all calls of a gateway. Not a wildcard, because the two platforms have different syntaxes for it. */
export const gatewayRoutes = ['v3/:noun', 'v3/:noun/:id']

/** Creates a controller for one target. Each target has its own class, and therefore its own prefix, version, guards and metadata. */
export function createTargetController({ target: token, path, below, decorators }: TargetRoute): Type {
  @Controller(path)
  class WazzupController {
    constructor(
      @Inject(token) private readonly target: InboundTarget<HostRequest> | null,
      @Inject(RunningRequests) private readonly requests: RunningRequests,
    ) {}

    @All(below)
    async receive(@Req() request: HostRequest, @Res() response: HostResponse): Promise<void> {
      if (!this.target) throw new NotFoundException()
      await this.requests.respond(request, response, this.target)
    }
  }
  applyDecorators(...decorators)(WazzupController)
  return WazzupController
}

import { All, applyDecorators, Controller, Inject, NotFoundException, Req, Res, type Type } from '@nestjs/common'
import type { InboundTarget } from '@wazzup-kit/core'
import type { HostRequest, HostResponse } from './host-request.ts'
import { RunningRequests } from './running-requests.service.ts'

/** Where a target is mounted. */
export interface TargetRoute {
  /** Token of the webhooks or the gateway; what it stands for may be null. */
  target: string
  path: string
  /** Routes below the path, if not the path itself. */
  below?: string[]
  /** Put on the controller. */
  decorators: readonly ClassDecorator[]
}

/** Every call of a gateway has such a path. A wildcard would do, but the two platforms write it in two ways. */
export const gatewayRoutes = ['v3/:noun', 'v3/:noun/:id']

/** Creates a controller for one target. Each is a class of its own, so prefix, version, guards and metadata are its own. */
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

import { All, applyDecorators, Controller, Inject, NotFoundException, Req, Res, type Type } from '@nestjs/common'
import type { Gateway } from '@wazzup-kit/core'
import { Exchanges } from './exchanges.service.ts'
import { bodyOf, headerOf, mountOf, type HostRequest, type HostResponse } from './host-request.ts'
import type { Route } from './webhook.controller.ts'
import { getGatewayToken } from './wazzup.tokens.ts'

/** Every call has such a path. A wildcard would do, but the two platforms write it in two ways. */
export const gatewayRoutes = ['v3/:noun', 'v3/:noun/:id']

/** Carries what is asked for below its path to the gateway. */
export function createGatewayController({ name, path, decorators }: Route): Type {
  @Controller(path)
  class WazzupGatewayController {
    constructor(
      @Inject(getGatewayToken(name)) private readonly gateway: Gateway | null,
      @Inject(Exchanges) private readonly exchanges: Exchanges,
    ) {}

    @All(gatewayRoutes)
    async receive(@Req() request: HostRequest, @Res() response: HostResponse): Promise<void> {
      const { gateway } = this
      if (!gateway) throw new NotFoundException()
      const { method, url } = request
      const asked = { method, url, path: mountOf(request), header: headerOf(request), body: bodyOf(request), request }
      await this.exchanges.answer(request, response, () => gateway.receive(asked))
    }
  }
  applyDecorators(...decorators)(WazzupGatewayController)
  return WazzupGatewayController
}

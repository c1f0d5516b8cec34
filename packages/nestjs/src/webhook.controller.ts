import {
  applyDecorators,
  Controller,
  Inject,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
  type Type,
} from '@nestjs/common'
import type { Webhooks } from '@wazzup-kit/core'
import { Exchanges } from './exchanges.service.ts'
import { deliveryOf, type HostRequest, type HostResponse } from './host-request.ts'
import { WazzupRegistry } from './wazzup-registry.service.ts'
import { getWebhooksToken } from './wazzup.tokens.ts'

/** Where a controller stands, and what is put on it. */
export interface Route {
  name: string
  path: string
  decorators: readonly ClassDecorator[]
}

/** A class of its own for each module: prefix, version, guards and metadata of one do not touch another. */
export function createWebhookController({ name, path, decorators }: Route): Type {
  @Controller(path)
  class WazzupController {
    constructor(
      @Inject(getWebhooksToken(name)) private readonly webhooks: Webhooks | null,
      @Inject(Exchanges) private readonly exchanges: Exchanges,
    ) {}

    @Post()
    async receive(@Req() request: HostRequest, @Res() response: HostResponse): Promise<void> {
      const { webhooks } = this
      if (!webhooks) throw new NotFoundException()
      await this.exchanges.answer(request, response, () => webhooks.receive(deliveryOf(request)))
    }
  }
  applyDecorators(...decorators)(WazzupController)
  return WazzupController
}

/** The same for accounts that are known only at run time: the address says which one is meant. */
export function createTenantsController({ path, decorators }: Omit<Route, 'name'>): Type {
  @Controller(path)
  class WazzupTenantsController {
    constructor(
      @Inject(WazzupRegistry) private readonly registry: WazzupRegistry,
      @Inject(Exchanges) private readonly exchanges: Exchanges,
    ) {}

    @Post()
    async receive(
      @Param('tenant') tenant: string,
      @Req() request: HostRequest,
      @Res() response: HostResponse,
    ): Promise<void> {
      await this.exchanges.answer(request, response, () => this.registry.receive(tenant, deliveryOf(request)))
    }
  }
  applyDecorators(...decorators)(WazzupTenantsController)
  return WazzupTenantsController
}

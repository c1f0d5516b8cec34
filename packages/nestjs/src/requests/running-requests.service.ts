import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Background, InboundTarget } from '@wazzup-kit/core'
import { finished } from 'node:stream/promises'
import { checkRequestOptions } from './check-options.ts'
import { nodeRequestOf, nodeResponseOf, toInboundRequest, type HostRequest, type HostResponse } from './host-request.ts'
import { noteReached, ownRouteToken, watchRoute, type WebhooksRoute } from './rejected-in-front.ts'
import { sendResponse } from './send-response.ts'
import { endConnection, endsBefore, joinShutdown, trackConnections } from './shutdown.ts'
import type { RequestOptions } from '../wazzup.options.ts'

/** Token of the options of a module for its requests. */
export const requestOptionsToken = 'wazzup-kit:request-options'

/** Milliseconds that a shutdown waits by default. */
export const defaultShutdownTimeout = 10_000

/** Responds to the requests of one module. At a shutdown, it waits for running requests and for handlers that run after the response. */
@Injectable()
export class RunningRequests implements OnModuleInit, BeforeApplicationShutdown {
  private readonly running = new Set<Promise<unknown>>()
  private readonly background: Background | undefined
  private isStopping = false

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(requestOptionsToken) private readonly options: RequestOptions,
    @Inject(ownRouteToken) private readonly route: WebhooksRoute | null,
  ) {
    checkRequestOptions(options)
    const afterResponse: Background = { waitUntil: (work) => this.track(work) }
    this.background = options.runHandlers === 'afterResponse' ? afterResponse : undefined
  }

  onModuleInit(): void {
    this.isStopping = false
    trackConnections(this.host)
    if (this.route) watchRoute(this.host, this.route)
  }

  /** Sends the response of a target. */
  async respond(request: HostRequest, response: HostResponse, target: InboundTarget<HostRequest>): Promise<void> {
    noteReached(nodeRequestOf(request))
    const sent = this.send(request, response, target)
    // The request runs until the response was sent or the connection was closed.
    this.track(sent.then(() => finished(nodeResponseOf(response))))
    await sent
  }

  /**
   * Waits for the deliveries that run now, while what their handlers need is still there. Deliveries that come meanwhile are
   * served; Nest waits for them when it closes the server.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true
    const { shutdownTimeout = defaultShutdownTimeout } = this.options
    await endsBefore(joinShutdown(this.host, shutdownTimeout, this.running), Promise.all(this.running))
  }

  private async send(request: HostRequest, response: HostResponse, target: InboundTarget<HostRequest>): Promise<void> {
    const content = await target.receive(toInboundRequest(request), this.background)
    if (this.isStopping) endConnection(nodeRequestOf(request), nodeResponseOf(response))
    sendResponse(this.host.httpAdapter, response, content)
    // A client reads the response only after it has sent its body, so the rest of the body is read and discarded.
    nodeRequestOf(request).resume()
  }

  private track(work: Promise<unknown>): void {
    const ended = work.catch(() => {})
    this.running.add(ended)
    void ended.then(() => this.running.delete(ended))
  }
}

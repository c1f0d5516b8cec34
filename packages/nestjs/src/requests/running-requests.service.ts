import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Background, InboundTarget } from '@wazzup-kit/core'
import { finished } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { nodeRequestOf, nodeResponseOf, toInboundRequest, type HostRequest, type HostResponse } from './host-request.ts'
import { createErrorResponse, sendResponse } from './send-response.ts'
import type { RequestOptions } from '../wazzup.options.ts'

/** Token of the options of a module for its requests. */
export const requestOptionsToken = 'wazzup-kit:request-options'

const defaultShutdownTimeout = 10_000

const stopping: InboundTarget = {
  receive: async () => createErrorResponse(503, 'the application is shutting down'),
}

/** Responds to the requests of one module. At a shutdown, it waits for running requests and for handlers that run after the response. */
@Injectable()
export class RunningRequests implements BeforeApplicationShutdown {
  private readonly running = new Set<Promise<unknown>>()
  private readonly background: Background | undefined
  private isStopping = false

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(requestOptionsToken) private readonly options: RequestOptions,
  ) {
    const afterResponse: Background = { waitUntil: (work) => this.track(work) }
    this.background = options.runHandlers === 'afterResponse' ? afterResponse : undefined
  }

  /** Sends the response of a target, or 503 when the app is shutting down. */
  async respond(request: HostRequest, response: HostResponse, target: InboundTarget<HostRequest>): Promise<void> {
    const sent = this.send(request, response, this.isStopping ? stopping : target)
    // The request runs until the response was sent or the connection was closed.
    this.track(sent.then(() => finished(nodeResponseOf(response))))
    await sent
  }

  /** Nest calls this while the server still listens, and closes it afterwards. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true
    const tooLate = new AbortController()
    const { shutdownTimeout = defaultShutdownTimeout } = this.options
    const deadline = setTimeout(shutdownTimeout, undefined, { signal: tooLate.signal }).catch(() => {})
    await Promise.race([Promise.all(this.running), deadline])
    tooLate.abort()
  }

  private async send(request: HostRequest, response: HostResponse, target: InboundTarget<HostRequest>): Promise<void> {
    const inbound = toInboundRequest(request)
    sendResponse(this.host.httpAdapter, response, await target.receive(inbound, this.background))
    // A client reads the response only after it has sent its body, so the rest of the body is read and discarded.
    nodeRequestOf(request).resume()
  }

  private track(work: Promise<unknown>): void {
    const ended = work.catch(() => {})
    this.running.add(ended)
    void ended.then(() => this.running.delete(ended))
  }
}

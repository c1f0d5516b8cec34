import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { WebhookResponse } from '@wazzup-kit/core'
import { finished } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { nodeRequestOf, nodeResponseOf, type HostRequest, type HostResponse } from './host-request.ts'
import { sendReply } from './send-reply.ts'

/** Token of the milliseconds that a shutdown waits for what is running. */
export const shutdownTimeoutToken = 'wazzup-kit:shutdown-timeout'

export const defaultShutdownTimeout = 10_000

const stopping: WebhookResponse = { status: 503, body: { error: 'the application is shutting down' } }

/** Answers the requests of one module, and at a shutdown waits for those that are being answered. */
@Injectable()
export class Exchanges implements BeforeApplicationShutdown {
  private readonly running = new Set<Promise<void>>()
  private isStopping = false

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(shutdownTimeoutToken) private readonly shutdownTimeout: number,
  ) {}

  /** Has a request answered by `receive`, or by 503 when the app is about to end. */
  async answer(request: HostRequest, response: HostResponse, receive: () => Promise<WebhookResponse>): Promise<void> {
    const answered = this.respond(request, response, receive)
    // Until the reply has left, or nobody is there to get it.
    const gone = answered.then(() => finished(nodeResponseOf(response))).catch(() => {})
    this.running.add(gone)
    void gone.then(() => this.running.delete(gone))
    await answered
  }

  /** Nest calls this while the server still listens, and closes it afterwards. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true
    const tooLate = new AbortController()
    const deadline = setTimeout(this.shutdownTimeout, undefined, { signal: tooLate.signal }).catch(() => {})
    await Promise.race([Promise.all(this.running), deadline])
    tooLate.abort()
  }

  private async respond(
    request: HostRequest,
    response: HostResponse,
    receive: () => Promise<WebhookResponse>,
  ): Promise<void> {
    sendReply(this.host.httpAdapter, response, this.isStopping ? stopping : await receive())
    // A client that is still sending looks at the reply only afterwards, and sees none when the connection is cut.
    nodeRequestOf(request).resume()
  }
}

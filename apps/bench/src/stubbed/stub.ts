import { answerText } from '../loopback/answer.ts'

/** The stub's response: the part of `Response` that contenders use, created anew for each call. */
class StubResponse {
  readonly status: 200 | 201
  readonly ok = true
  readonly statusText = 'Created'
  readonly redirected = false
  readonly type = 'basic'
  readonly url = ''
  readonly body = body
  readonly headers = headers
  bodyUsed = false

  constructor(status: 200 | 201) {
    this.status = status
  }

  async text(): Promise<string> {
    this.bodyUsed = true
    return answerText
  }

  async json(): Promise<unknown> {
    this.bodyUsed = true
    return JSON.parse(answerText)
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    this.bodyUsed = true
    return new TextEncoder().encode(answerText).buffer
  }

  clone(): StubResponse {
    return new StubResponse(this.status)
  }
}

const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' })
const body = { cancel: async () => {} }

/** Slack's client accepts only 200 as success. */
const slack = 'http://127.0.0.1:9/api/'

/** Replaces the platform's fetch by a stub. */
export function installStub(): void {
  const stub = async (input: unknown) =>
    new StubResponse(typeof input === 'string' && input.startsWith(slack) ? 200 : 201)
  globalThis.fetch = stub as unknown as typeof fetch
}

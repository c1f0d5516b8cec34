import type { IncomingMessage } from 'node:http'
import { HeaderList } from './header-list.ts'
import type { IncomingBody } from './incoming-body.ts'

/** The part of `Response` that JSON clients use. */
export class NodeResponse {
  readonly url: string
  readonly status: number
  readonly statusText: string
  readonly headers: HeaderList
  /** Null when HTTP allows no body. */
  readonly body: IncomingBody | null
  readonly redirected = false
  readonly type = 'basic'

  constructor(url: string, message: IncomingMessage, body: IncomingBody | null) {
    this.url = url
    this.status = message.statusCode!
    this.statusText = message.statusMessage!
    this.headers = new HeaderList(message.rawHeaders)
    this.body = body
    if (!body) message.resume()
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  get bodyUsed(): boolean {
    return this.body?.used ?? false
  }

  text(): Promise<string> {
    return this.body ? this.body.bytes().then(textOf) : Promise.resolve('')
  }

  json(): Promise<unknown> {
    return this.text().then((text) => JSON.parse(text))
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer
  }

  /** Returns the bytes in their own buffer. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.body ? new Uint8Array(await this.body.bytes()) : new Uint8Array()
  }

  clone(): never {
    throw new TypeError('a response of nodeFetch cannot be cloned; read its text once and keep it')
  }
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString()
  // Removes a byte order mark, as fetch does.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

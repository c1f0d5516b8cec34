import type { Wazzup } from '@wazzup-kit/core'
import { channelIds, type Emulator } from '@wazzup-kit/emulator'
import type { Answer, Posting } from './post.ts'

/** A signed-in front end with a client that has no key. */
export interface FrontEnd {
  as(operator: string | undefined): Wazzup
  /** Where the gateway is, as a browser would say it of a page beside it. */
  origin: string
  /** Sends something that a client would not. */
  post(path: string, posting: Posting): Promise<FrontEndResponse>
}

interface FrontEndResponse {
  status: number
  headers: Answer['headers']
  /** What `application/problem+json` says. */
  problem: unknown
}

export interface GatewayCase {
  title: string
  check(frontEnd: FrontEnd, emulator: Emulator): Promise<void>
}

/** A send that is fine. */
export const text = {
  channelId: channelIds.whatsapp,
  chatType: 'whatsapp',
  chatId: '79011112233',
  text: 'from a front end',
} as const
/** Headers of what an operator sends who may do all. */
export const json = { 'content-type': 'application/json', 'x-operator': 'ann' } as const

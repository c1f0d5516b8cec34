import type { Wazzup } from '@wazzup-kit/core'
import { channelIds, type Emulator } from '@wazzup-kit/emulator'
import type { Answer, Posting } from './post.ts'

/** A front end of a signed-in operator, whose client has no API key. */
export interface FrontEnd {
  as(operator: string | undefined): Wazzup
  /** The gateway's own origin. */
  origin: string
  /** Sends any request, including those that the client cannot send. */
  post(path: string, posting: Posting): Promise<FrontEndResponse>
}

interface FrontEndResponse {
  status: number
  headers: Answer['headers']
  /** The parsed body of a response of type `application/problem+json`. */
  problem: unknown
}

export interface GatewayCase {
  title: string
  check(frontEnd: FrontEnd, emulator: Emulator): Promise<void>
}

/** The input of a valid send. */
export const text = {
  channelId: channelIds.whatsapp,
  chatType: 'whatsapp',
  chatId: '79011112233',
  text: 'from a front end',
} as const
/** Headers of a request by the operator who may make every call. */
export const json = { 'content-type': 'application/json', 'x-operator': 'ann' } as const

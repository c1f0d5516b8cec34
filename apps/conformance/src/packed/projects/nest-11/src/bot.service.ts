import { Injectable } from '@nestjs/common'
import type { Message } from '@wazzup-kit/core'
import { OnWazzup, type WazzupContext } from '@wazzup-kit/nestjs'

@Injectable()
export class Bot {
  @OnWazzup('message')
  async answer({ text }: Message, { reply }: WazzupContext<'message'>): Promise<void> {
    if (text) await reply({ text: `You wrote: ${text}` })
  }
}

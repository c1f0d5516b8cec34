import { Inject, Module } from '@nestjs/common'
import type { EventKind, Events } from '@wazzup-kit/core'
import { OnWazzup, type WazzupContext, type WazzupHandler } from '@wazzup-kit/nestjs'
import type { Bot } from '../bot-under-test.ts'

/** Registers a handler at every address except `mute`. */
function OnBot<Kind extends EventKind>(kind: Kind) {
  return (target: object, key: string, descriptor: TypedPropertyDescriptor<WazzupHandler<Kind>>): void => {
    for (const name of ['open', 'locked', 'strict', 'hasty', 'later']) OnWazzup(kind, { name })(target, key, descriptor)
  }
}

/** The bot under test, with its handlers as methods. */
@Module({})
export class NestBot {
  constructor(@Inject('bot') private readonly bot: Bot) {}

  @OnBot('message')
  first(event: Events['message'], context: WazzupContext<'message'>) {
    return this.bot.handlers.message[0]!(event, context)
  }

  @OnBot('message')
  second(event: Events['message'], context: WazzupContext<'message'>) {
    return this.bot.handlers.message[1]!(event, context)
  }

  @OnBot('groupMessage')
  group(event: Events['groupMessage'], context: WazzupContext<'groupMessage'>) {
    return this.bot.handlers.groupMessage[0]!(event, context)
  }

  @OnBot('missedCall')
  call(event: Events['missedCall'], context: WazzupContext<'missedCall'>) {
    return this.bot.handlers.missedCall[0]!(event, context)
  }

  @OnBot('system')
  system(event: Events['system'], context: WazzupContext<'system'>) {
    return this.bot.handlers.system[0]!(event, context)
  }

  @OnBot('echo')
  echo(event: Events['echo'], context: WazzupContext<'echo'>) {
    return this.bot.handlers.echo[0]!(event, context)
  }

  @OnBot('messageEdited')
  edited(event: Events['messageEdited'], context: WazzupContext<'messageEdited'>) {
    return this.bot.handlers.messageEdited[0]!(event, context)
  }

  @OnBot('messageDeleted')
  deleted(event: Events['messageDeleted'], context: WazzupContext<'messageDeleted'>) {
    return this.bot.handlers.messageDeleted[0]!(event, context)
  }

  @OnBot('status')
  status(event: Events['status'], context: WazzupContext<'status'>) {
    return this.bot.handlers.status[0]!(event, context)
  }

  @OnBot('channel')
  channel(event: Events['channel'], context: WazzupContext<'channel'>) {
    return this.bot.handlers.channel[0]!(event, context)
  }

  @OnBot('template')
  template(event: Events['template'], context: WazzupContext<'template'>) {
    return this.bot.handlers.template[0]!(event, context)
  }

  @OnBot('createContact')
  contact(event: Events['createContact'], context: WazzupContext<'createContact'>) {
    return this.bot.handlers.createContact[0]!(event, context)
  }

  @OnBot('createDeal')
  deal(event: Events['createDeal'], context: WazzupContext<'createDeal'>) {
    return this.bot.handlers.createDeal[0]!(event, context)
  }

  @OnBot('unrecognized')
  unrecognized(event: Events['unrecognized'], context: WazzupContext<'unrecognized'>) {
    return this.bot.handlers.unrecognized[0]!(event, context)
  }
}

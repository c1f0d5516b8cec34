import { Inject } from '@nestjs/common'
import { getOutboxToken, getTimersToken, getWazzupToken } from './wazzup.tokens.ts'

/** Injects the client, core's `Wazzup`: the default one, or the one of `WazzupModule.forRoot({ name })`. */
export function InjectWazzup(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getWazzupToken(name))
}

/**
 * Injects the outbox, core's `Outbox`: the default one, or the one of `WazzupModule.forRoot({ name })`. The module must have
 * the option `store`.
 */
export function InjectOutbox(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getOutboxToken(name))
}

/**
 * Injects the timers, core's `Timers`: the default ones, or those of `WazzupModule.forRoot({ name })`. The module must have the
 * option `store`.
 */
export function InjectTimers(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getTimersToken(name))
}

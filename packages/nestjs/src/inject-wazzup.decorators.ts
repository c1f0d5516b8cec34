import { Inject } from '@nestjs/common'
import { getWazzupToken } from './wazzup.tokens.ts'

/** Injects the client, core's `Wazzup`: the default one, or the one of `WazzupModule.forRoot({ name })`. */
export function InjectWazzup(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getWazzupToken(name))
}

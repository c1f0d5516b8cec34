import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { toProblem } from '@wazzup-kit/core'
import { sendResponse } from './send-response.ts'

/** Nest asks `instanceof`, and an error may come from another copy of core: what has a problem is one. */
// oxlint-disable-next-line typescript/no-extraneous-class -- @Catch takes classes
abstract class AnyWazzupError {
  static [Symbol.hasInstance](error: unknown): boolean {
    return toProblem(error) !== undefined
  }
}

/**
 * Sends a `WazzupError` that a controller throws as `application/problem+json`, without anything secret; all other errors
 * go to other filters. For HTTP:
 * `{ provide: APP_FILTER, useClass: WazzupExceptionFilter }` or `@UseFilters(WazzupExceptionFilter)`.
 */
@Catch(AnyWazzupError)
export class WazzupExceptionFilter implements ExceptionFilter {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error
    sendResponse(this.host.httpAdapter, host.switchToHttp().getResponse<object>(), toProblem(error)!)
  }
}

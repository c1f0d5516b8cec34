import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { toProblem } from '@wazzup-kit/core'
import { sendResponse } from './requests/send-response.ts'

/** Nest uses `instanceof`, which fails for errors of another copy of core. This class matches each error that `toProblem` accepts. */
// oxlint-disable-next-line typescript/no-extraneous-class -- @Catch takes classes
abstract class AnyWazzupError {
  static [Symbol.hasInstance](error: unknown): boolean {
    return toProblem(error) !== undefined
  }
}

/**
 * Sends a `WazzupError` that a controller throws as `application/problem+json`, without secrets. All other errors go to
 * other filters. It works for HTTP only. Register it with `@UseFilters(WazzupExceptionFilter)`, or for the whole app.
 *
 * @example
 * providers: [{ provide: APP_FILTER, useClass: WazzupExceptionFilter }]
 */
@Catch(AnyWazzupError)
export class WazzupExceptionFilter implements ExceptionFilter {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error
    sendResponse(this.host.httpAdapter, host.switchToHttp().getResponse<object>(), toProblem(error)!)
  }
}

import { createInputError } from '../../errors/validation-error.ts'
import type { Issue } from '../../schema/issues.ts'
import type { OutboxOptions } from './outbox.ts'

/** @throws WazzupValidationError when an option of an outbox is invalid. */
export function checkOutboxOptions(options: OutboxOptions): void {
  const issues: Issue[] = []
  if (typeof options.wazzup?.messages?.send !== 'function') {
    issues.push({ path: 'wazzup', message: 'must be a client, made by createWazzup' })
  }
  if (typeof options.store?.driver !== 'object') {
    issues.push({ path: 'store', message: 'must be the store of an account: store.forAccount("main")' })
  }
  for (const path of ['repeat', 'resume'] as const) {
    const value = options[path]
    if (value !== undefined && value !== 'window' && value !== 'never') {
      issues.push({ path, message: 'must be "window" or "never"' })
    }
  }
  for (const path of ['settleWithin', 'remember', 'concurrency'] as const) {
    const value = options[path]
    if (value !== undefined && !(value > 0 && value < Infinity))
      issues.push({ path, message: 'must be a finite number above 0' })
  }
  if (options.linkTo !== undefined && typeof options.linkTo !== 'function') {
    issues.push({ path: 'linkTo', message: 'must be a function that returns a link to a file' })
  }
  const perChannel = options.rateLimit?.perChannel
  if (perChannel !== undefined && perChannel !== 'unlimited') {
    for (const name of ['requests', 'perMilliseconds'] as const) {
      if (perChannel[name] > 0 && perChannel[name] < Infinity) continue
      issues.push({ path: `rateLimit.perChannel.${name}`, message: 'must be a finite number above 0' })
    }
  }
  if (issues.length > 0) throw createInputError(issues, 'createOutbox')
}

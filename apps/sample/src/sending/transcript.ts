import { isWazzupError, type Hooks } from '@wazzup-kit/core'
import { paint, print } from '../paint.ts'

/** Prints each call and its result. For an error, also prints its meaning, who must act and what to do. */
export interface Transcript {
  /** Hooks for the client that print each HTTP request, response and retry. */
  hooks: Hooks
  /** Makes one call and prints its source code and result. Resolves with the result, or with undefined after an error. */
  step<Result>(title: string, call: () => PromiseLike<Result>): Promise<Result | undefined>
  /** Prints a sentence between two steps. */
  say(text: string): void
}

/** Creates a transcript that prints to stdout and numbers its steps. */
export function createTranscript(): Transcript {
  let number = 0
  return {
    hooks: {
      onRequest: ({ method, path, attempt }) =>
        print(paint('dim', `  → ${method} ${path}${attempt > 1 ? `   (attempt ${attempt})` : ''}`)),
      onResponse: ({ status, milliseconds }) => print(paint('dim', `  ← HTTP ${status} after ${milliseconds} ms`)),
      onRetry: ({ error, delay }) =>
        print(paint('yellow', `  … ${error.message}\n    Retrying in ${Math.round(delay)} ms with the same id.`)),
    },
    async step(title, call) {
      number++
      print()
      print(paint('bold', `${number}. ${title}`))
      print(paint('cyan', indent(sourceOf(call))))
      try {
        const result = await call()
        printResult(result)
        return result
      } catch (error) {
        printError(error)
        return undefined
      }
    },
    say: (text) => print(`\n${text}`),
  }
}

/** Returns the source code of the call, without the arrow in front of it. */
function sourceOf(call: () => unknown): string {
  return call
    .toString()
    .replace(/^\(\) =>\s*/, '')
    .replaceAll(/\n {4}/g, '\n')
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}

function printResult(result: unknown): void {
  const isSend = typeof result === 'object' && result !== null && 'crmMessageId' in result
  print(paint('green', isSend ? '  ✓ accepted' : '  ✓ done'))
  if (Array.isArray(result)) for (const item of result) print(`    ${JSON.stringify(item)}`)
  else if (result !== undefined) print(`    ${JSON.stringify(result)}`)
  if (isSend && 'repeated' in result && result.repeated) {
    print('    repeated: Wazzup already had the message with this id and rejected this request. It is one message.')
  }
}

function printError(error: unknown): void {
  if (!isWazzupError(error)) throw error
  const [mark, outcome] = error.effect === 'none' ? (['✗', 'rejected'] as const) : (['?', 'unknown'] as const)
  print(paint('red', `  ${mark} ${outcome}: ${error.message}`))
  if (error.name === 'WazzupApiError') {
    print(`    what it means  ${error.meaning}`)
    print(`    who must act   ${error.actor}`)
    print(`    what to do     ${error.remedy}`)
    print(`    try again      ${error.retry}`)
    print(paint('dim', `    more           ${error.docUrl}`))
  } else if (error.name === 'WazzupValidationError') {
    for (const { path, message } of error.issues) print(`    ${path} ${message}`)
    print('    who must act   developer')
    print('    what to do     Correct the input; nothing was sent.')
  }
}

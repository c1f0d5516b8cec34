import type { Issue } from '../schema/issues.ts'
import { createInputError } from '../errors/validation-error.ts'
import type { Background, RunHandlers, WaitUntil } from './target.ts'

/** The options of an adapter's `handler` that say when handlers run. */
export interface RunOptions {
  /**
   * When the handlers of webhooks run.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * Keeps the process alive for handlers that run after the response.
   *
   * @default none: only for `'beforeResponse'`
   */
  waitUntil?: WaitUntil | undefined
}

const needsWaitUntil =
  'is missing: with runHandlers: "afterResponse", pass the function that keeps the host alive after the response. ' +
  'On Cloudflare Workers: import { waitUntil } from "cloudflare:workers". On Vercel: import { waitUntil } from ' +
  '"@vercel/functions". In Next.js: import { after } from "next/server", and waitUntil: after'

/**
 * Checks the arguments of an adapter's `handler`, and returns the background for `receive`; undefined when handlers run
 * before the response. Call it when `handler` is called, so that a mistake shows when the app starts.
 *
 * @throws WazzupValidationError when `target` has no `receive`, when an option is invalid, and when `waitUntil` is missing or
 *   would not be used.
 */
export function readRunOptions(
  target: unknown,
  { runHandlers = 'beforeResponse', waitUntil, ...others }: RunOptions = {},
): Background | undefined {
  const issues = issuesOf(target, runHandlers, waitUntil)
  for (const [path, value] of Object.entries(others)) {
    // `path` is the adapter's own option.
    if (path !== 'path' && value !== undefined)
      issues.push({ path, message: 'is not one of runHandlers, waitUntil, path' })
  }
  if (issues.length > 0) throw createInputError(issues, 'handler')
  return waitUntil && { waitUntil }
}

function issuesOf(target: unknown, runHandlers: unknown, waitUntil: unknown): Issue[] {
  const issues: Issue[] = []
  const find = (path: string, message: string) => issues.push({ path, message })
  if (typeof (target as { receive?: unknown } | null | undefined)?.receive !== 'function') {
    find('target', `must be what createWebhooks or createGateway returns; got ${nameOf(target)}`)
  }
  if (runHandlers !== 'beforeResponse' && runHandlers !== 'afterResponse') {
    find('runHandlers', 'must be "beforeResponse" or "afterResponse"')
  } else if (runHandlers === 'beforeResponse') {
    if (waitUntil !== undefined) find('waitUntil', 'is used only with runHandlers: "afterResponse"')
  } else if (waitUntil === undefined) find('waitUntil', needsWaitUntil)
  else if (typeof waitUntil !== 'function') {
    find('waitUntil', 'must be a function; of a context, pass (work) => context.waitUntil(work)')
  }
  return issues
}

function nameOf(value: unknown): string {
  if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function') return 'a promise: await it first'
  return value === null ? 'null' : typeof value
}

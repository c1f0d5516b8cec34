import { sendInputSchema } from '../../api/messages/messages.ts'
import { createInputError } from '../../errors/validation-error.ts'
import { optionIssues } from '../../errors/check-options.ts'
import {
  isAboveZero,
  isAnything,
  isFlag,
  isOneOf,
  isText,
  isTime,
  mustBe,
  type Rules,
} from '../../schema/option-rules.ts'
import type { Issue } from '../../schema/issues.ts'
import { parse } from '../../schema/schema.ts'
import { fileIssues, withLink, type LinkTo } from './file-links.ts'
import type { Outgoing } from './outgoing.ts'

/** A message with several ways to the customer. The next one is used after a certain failure of the one before. */
export interface Routes {
  /** The ways, the best first. Each is an input of `messages.send`, which may have `file` in place of `contentUri`. */
  routes: readonly Outgoing[]
  /**
   * Milliseconds after which the message is deleted and the next route is used, if it was accepted and has not arrived. The
   * event `undelivered` is reported instead if it cannot be deleted, or if twice this time has passed because the app was
   * down: then the webhooks that say it has arrived may be lost.
   *
   * @default the message waits for its status without a limit
   */
  after?: number | undefined
  /**
   * What happens when it cannot be known whether a route was sent. With `next`, the customer may get the message twice.
   *
   * @default 'stop'
   */
  onUnknown?: 'stop' | 'next' | undefined
  /**
   * What happens when a message that has not arrived cannot be deleted. With `next`, the customer may get it twice, and a
   * message is deleted also when twice the time has passed.
   *
   * @default 'stop'
   */
  ifNotDeleted?: 'stop' | 'next' | undefined
}

/** Options of `outbox.send`. */
export interface SendOptions {
  /**
   * Your own id of this message, for example `ready:<order id>`, up to 500 characters. The same id is the same message until the
   * outbox forgets it: 30 days after its end, or `remember`.
   */
  id: string
  /** Any JSON value. It comes back with each event about the message. */
  data?: unknown
  /**
   * The earliest time at which it leaves, in milliseconds since 1970.
   *
   * @default now
   */
  notBefore?: number | undefined
  /**
   * Milliseconds after which it is not sent any more, from `notBefore` or from now.
   *
   * @default 86_400_000 (24 hours)
   */
  expiresIn?: number | undefined
  /** Your open transaction, if the store can join it. The message is sent only if the transaction commits. */
  transaction?: unknown
  /**
   * Whether it is one of many, and may use only half of the rate.
   *
   * @default false
   */
  bulk?: boolean | undefined
}

/** Options of `outbox.sendInOrder`. */
export interface SendInOrderOptions extends SendOptions {
  /**
   * Milliseconds to wait for news of a message that was accepted, before the next one leaves.
   *
   * @default 30_000
   */
  patience?: number | undefined
}

const longestId = 500

const stopOrNext = isOneOf('stop', 'next')

const routesRules: Rules<Routes> = {
  routes: isAnything,
  after: isAboveZero,
  onUnknown: stopOrNext,
  ifNotDeleted: stopOrNext,
}

const sendRules: Rules<SendInOrderOptions> = {
  id: mustBe(
    `a text of 1 to ${longestId} characters, for example "ready:<order id>"`,
    (value) => isText(value) && value.length <= longestId,
  ),
  data: isAnything,
  notBefore: isTime,
  expiresIn: isAboveZero,
  transaction: isAnything,
  bulk: isFlag,
  patience: isAboveZero,
}

const anyLink = 'https://example.com/'

/**
 * Returns the inputs of a message.
 *
 * @throws WazzupValidationError that names the field.
 */
export function readRoutes(
  message: Outgoing | Routes,
  options: SendOptions,
  linkTo: LinkTo | undefined,
): readonly Outgoing[] {
  const issues = issuesOf(message, options)
  const inputs = isRoutes(message) ? message.routes : [message]
  if (!Array.isArray(inputs) || inputs.length === 0)
    issues.push({ path: 'routes', message: 'must be a list of at least one' })
  else
    for (const [index, input] of inputs.entries())
      issues.push(...inputIssues(input, linkTo, isRoutes(message) ? index : undefined))
  if (issues.length > 0) throw createInputError(issues, 'outbox.send')
  return inputs
}

export function isRoutes(message: Outgoing | Routes): message is Routes {
  return typeof message === 'object' && message !== null && 'routes' in message
}

function inputIssues(input: Outgoing, linkTo: LinkTo | undefined, index: number | undefined): Issue[] {
  // The file is checked like a link, which is made later.
  const checked = typeof input === 'object' && input && 'file' in input ? withLink(input, input.file && anyLink) : input
  const reading = parse(sendInputSchema(), checked)
  const issues = [...(reading.issues ?? []), ...fileIssues(input, linkTo)]
  if (input?.crmMessageId !== undefined) {
    issues.push({ path: 'crmMessageId', message: 'must be left out: the outbox makes it from the option "id"' })
  }
  return issues.map(({ path, message }) => ({ path: index === undefined ? path : `routes[${index}].${path}`, message }))
}

function issuesOf(message: Outgoing | Routes, options: SendOptions): Issue[] {
  const issues = optionIssues(options, sendRules, ['id'])
  return isRoutes(message) ? [...issues, ...optionIssues(message, routesRules)] : issues
}

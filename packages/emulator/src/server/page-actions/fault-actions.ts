import * as v from 'valibot'
import { apiErrors, deliveryErrors, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import { brokenForms } from '../../faults/break-body.ts'
import { deliveryFaultKinds } from '../../faults/delivery-fault-kinds.ts'
import { callFaultKinds } from '../../faults/call-fault-kinds.ts'
import type { FaultHandle } from '../../faults/fault-engine.ts'
import { routes, type RouteName } from '../../api/routes.ts'
import { flagOfKind, type WebhookKind } from '../../webhooks/bodies.ts'
import { errorShapes } from '../../api/rejections.ts'
import { headerValue, action, type Action } from './action.ts'

const routeNames = routes.map(({ name }) => name) as [RouteName, ...RouteName[]]
const webhookKinds = Object.keys(flagOfKind) as [WebhookKind, ...WebhookKind[]]
const codes = Object.keys({ ...apiErrors, ...deliveryErrors }) as [ApiErrorCode, ...ApiErrorCode[]]

/** How often a fault strikes; `all` means Infinity, which JSON does not have. */
const times = v.optional(
  v.union([
    v.pipe(v.number(), v.integer(), v.minValue(1)),
    v.pipe(
      v.literal('all'),
      v.transform(() => Number.POSITIVE_INFINITY),
    ),
  ]),
)
const span = { from: v.optional(v.number()), until: v.optional(v.number()) }
const counting = { times, after: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), ...span }
const drawing = {
  ...span,
  probability: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  seed: v.optional(v.union([v.string(), v.number()])),
}
const milliseconds = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)))
const status = v.optional(v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(599)))
const which = v.strictObject({ number: v.optional(v.number()) })

const Next = v.strictObject({
  kind: v.picklist(callFaultKinds),
  route: v.optional(v.picklist(routeNames)),
  ms: milliseconds,
  retryAfter: v.optional(v.picklist(['absent', 'seconds', 'http date'])),
  status,
  html: v.optional(v.string()),
  location: v.optional(v.string()),
  ...counting,
})

const Commanded = v.strictObject({
  code: v.picklist(codes),
  route: v.optional(v.picklist(routeNames)),
  effect: v.optional(v.picklist(['none', 'accepted'])),
  shape: v.optional(v.picklist(errorShapes)),
  status,
  description: v.optional(v.string()),
  data: v.optional(v.unknown()),
  headers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[\w-]+$/, 'As a header may be called')), headerValue)),
  spelling: v.optional(v.picklist(['as listed', 'camelCase'])),
  ...counting,
})

const NextDelivery = v.strictObject({
  kind: v.picklist(deliveryFaultKinds),
  about: v.optional(v.picklist(webhookKinds)),
  ms: milliseconds,
  form: v.optional(v.picklist(brokenForms)),
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1_000))),
  ...counting,
})

/** Returns the number of a fault, with which `clear` switches it off. */
const numberOf = ({ number }: FaultHandle): { number: number } => ({ number })

/** Switches off all faults, or the one with this number. */
function clear(
  faults: { clear(): void; active: readonly { number: number; clear(): void }[] },
  { number }: { number?: number | undefined },
): void {
  if (number === undefined) faults.clear()
  else faults.active.find((fault) => fault.number === number)?.clear()
}

/** Actions that switch faults on and off. */
export const faultActions: Readonly<Record<string, Action>> = {
  'faults.clear': action(v.strictObject({}), ({ emulator }) => emulator.faults.clear()),
  'faults.calls.next': action(Next, ({ emulator }, { kind, ...options }) =>
    numberOf(emulator.faults.calls.next(kind, options)),
  ),
  'faults.calls.respondWith': action(Commanded, ({ emulator }, { code, ...options }) =>
    numberOf(emulator.faults.calls.respondWith(code, options)),
  ),
  'faults.calls.mix': action(
    v.strictObject({
      kinds: v.optional(v.array(v.picklist(callFaultKinds))),
      route: v.optional(v.picklist(routeNames)),
      ...drawing,
    }),
    ({ emulator }, mix) => numberOf(emulator.faults.calls.mix(mix)),
  ),
  'faults.calls.clear': action(which, ({ emulator }, input) => clear(emulator.faults.calls, input)),
  'faults.deliveries.next': action(NextDelivery, ({ emulator }, { kind, ...options }) =>
    numberOf(emulator.faults.deliveries.next(kind, options)),
  ),
  'faults.deliveries.mix': action(
    v.strictObject({
      kinds: v.optional(v.array(v.picklist(deliveryFaultKinds))),
      about: v.optional(v.picklist(webhookKinds)),
      ...drawing,
    }),
    ({ emulator }, mix) => numberOf(emulator.faults.deliveries.mix(mix)),
  ),
  'faults.deliveries.release': action(v.strictObject({}), ({ emulator }) => emulator.faults.deliveries.release()),
  'faults.deliveries.clear': action(which, ({ emulator }, input) => clear(emulator.faults.deliveries, input)),
}

import * as v from 'valibot'
import { errorShapes } from '../api/rejections.ts'
import { allCodes } from '../api/responses.ts'
import { routes, type RouteName } from '../api/routes.ts'
import { headerValue, readInput } from '../input/read-input.ts'
import { flagOfKind, type WebhookKind } from '../webhooks/bodies.ts'
import { brokenForms } from './break-body.ts'
import { callFaultKinds } from './call-fault-kinds.ts'
import { deliveryFaultKinds } from './delivery-fault-kinds.ts'

const route = v.picklist(routes.map(({ name }) => name) as [RouteName, ...RouteName[]])
const about = v.picklist(Object.keys(flagOfKind) as [WebhookKind, ...WebhookKind[]])

const span = { from: v.optional(v.number()), until: v.optional(v.number()) }
const counting = { after: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), ...span }
/** A timer of JavaScript cannot be longer. */
const milliseconds = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2 ** 31 - 1)))
const status = v.optional(v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(599)))

const callSettings = {
  ms: milliseconds,
  retryAfter: v.optional(v.picklist(['absent', 'seconds', 'http date'])),
  status,
  html: v.optional(v.string()),
  location: v.optional(v.string()),
}
const deliverySettings = {
  ms: milliseconds,
  form: v.optional(v.picklist(brokenForms)),
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1_000))),
}
const drawing = {
  ...span,
  probability: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  seed: v.optional(v.union([v.string(), v.number()])),
}

/** Fields of each function that switches a fault on, apart from `times`, which JSON writes in another way. */
export const faultFields = {
  'calls.next': { kind: v.picklist(callFaultKinds), route: v.optional(route), ...callSettings, ...counting },
  'calls.respondWith': {
    code: v.picklist(allCodes),
    route: v.optional(route),
    effect: v.optional(v.picklist(['none', 'accepted'])),
    shape: v.optional(v.picklist(errorShapes)),
    status,
    description: v.optional(v.string()),
    data: v.optional(v.unknown()),
    headers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[\w-]+$/, 'As a header may be called')), headerValue)),
    spelling: v.optional(v.picklist(['as listed', 'camelCase'])),
    ...counting,
  },
  'calls.mix': { kinds: v.optional(v.array(v.picklist(callFaultKinds))), route: v.optional(route), ...drawing },
  'deliveries.next': {
    kind: v.picklist(deliveryFaultKinds),
    about: v.optional(about),
    ...deliverySettings,
    ...counting,
  },
  'deliveries.mix': {
    kinds: v.optional(v.array(v.picklist(deliveryFaultKinds))),
    about: v.optional(about),
    ...drawing,
  },
}

/** How often a fault strikes. */
const times = v.optional(
  v.pipe(
    v.number(),
    v.check((count) => count === Infinity || (Number.isInteger(count) && count > 0), 'A whole number, or Infinity'),
  ),
)
const oneOrMore = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(v.union([schema, v.array(schema)]))
const kindsOf = <Kind extends string>(kind: v.GenericSchema<Kind>, settings: v.ObjectEntries) =>
  v.optional(v.array(v.union([kind, v.strictObject({ kind, ...settings })])))

/** Input of these functions within the process. It may name several routes and kinds of webhooks, and settings in a mix. */
const schemas = {
  'calls.next': v.strictObject({ ...faultFields['calls.next'], times }),
  'calls.respondWith': v.strictObject({ ...faultFields['calls.respondWith'], times }),
  'calls.mix': v.strictObject({
    ...faultFields['calls.mix'],
    kinds: kindsOf(v.picklist(callFaultKinds), callSettings),
    route: oneOrMore(route),
  }),
  'deliveries.next': v.strictObject({ ...faultFields['deliveries.next'], about: oneOrMore(about), times }),
  'deliveries.mix': v.strictObject({
    ...faultFields['deliveries.mix'],
    kinds: kindsOf(v.picklist(deliveryFaultKinds), deliverySettings),
    about: oneOrMore(about),
  }),
}

/** Throws when a function of `faults` is called with something that it does not have, for example a misspelt kind. */
export function checkFault(name: keyof typeof schemas, input: object): void {
  readInput<(typeof schemas)[typeof name]>(schemas[name], input, `faults.${name}`)
}

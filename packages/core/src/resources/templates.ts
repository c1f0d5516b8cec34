import * as v from 'valibot'
import { once } from '../once.ts'
import { endpoint } from '../endpoint.ts'
import { openPicklist, readId, readNumber, readText, templateStatuses } from '../fields.ts'
import { readList } from '../read-list.ts'
import * as pages from '../pages.ts'

const componentSchema = once(() =>
  v.looseObject({
    /** HEADER, BODY, FOOTER or BUTTONS. */
    type: v.fallback(v.nullish(openPicklist(['HEADER', 'BODY', 'FOOTER', 'BUTTONS'])), undefined),
    /** IMAGE, DOCUMENT, VIDEO or TEXT. */
    format: v.fallback(v.nullish(openPicklist(['IMAGE', 'DOCUMENT', 'VIDEO', 'TEXT'])), undefined),
    text: readText(),
    example: v.optional(v.unknown()),
    buttons: v.fallback(
      v.nullish(v.array(v.looseObject({ type: readText(), text: readText(), url: readText() }))),
      undefined,
    ),
  }),
)

export const templateSchema = once(() =>
  v.looseObject({
    /** Goes into `templateId` of a send. */
    templateGuid: readId(),
    /** As shown in the cabinet. */
    title: readText(),
    /** Meta's name. */
    name: readText(),
    status: v.fallback(v.nullish(openPicklist(templateStatuses)), undefined),
    category: readText(),
    language: readText(),
    /** `@template: <guid> { [[var]]; [[var]] }`: gives the order of `templateValues`. */
    templateCode: readText(),
    components: v.fallback(v.nullish(v.array(componentSchema())), undefined),
    channels: v.optional(v.unknown()),
    accountId: readNumber(),
    waba: v.fallback(v.nullish(v.looseObject({ wabaId: readText(), wabaName: readText() })), undefined),
    rejected_reason: readText(),
    namespace: readText(),
  }),
)
/** A WABA message template. */
export interface Template extends v.InferOutput<ReturnType<typeof templateSchema>> {}

/** WABA message templates. https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/ */
export const templates = {
  /** Gets WABA templates by pages of `limit`, which is 100 unless told otherwise; iterate it for all of them. */
  list: endpoint({
    method: 'GET',
    path: '/v3/templates/whatsapp',
    page: pages.templates,
    input: () =>
      v.strictObject({
        limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
        offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      }),
    output: () => readList<Template>(templateSchema()),
    repeat: 'always',
    key: 'api',
    sidecar: true,
    paging: { offset: 'offset', items: (list: Template[]) => list },
  }),
}

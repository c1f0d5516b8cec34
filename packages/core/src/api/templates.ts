import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { readId, readNumber, readOpen, readText, type Open } from '../schema/fields.ts'
import { templateStatuses } from './values.ts'
import { readNested } from '../schema/nested-list.ts'
import { readList } from '../schema/read-list.ts'
import * as docUrls from './doc-urls.ts'

const componentTypes = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'] as const
const componentFormats = ['IMAGE', 'DOCUMENT', 'VIDEO', 'TEXT'] as const

const componentSchema = lazy(() =>
  v.looseObject({
    type: readOpen(componentTypes),
    format: readOpen(componentFormats),
    text: readText(),
    example: readNested(readId()),
    buttons: readNested(v.looseObject({ type: readText(), text: readText(), url: readText() })),
  }),
)

/** A channel by its id, or as an object that has one. */
const readChannelReference = lazy(() =>
  v.union([
    readId(),
    v.pipe(
      v.looseObject({ channelId: readId() }),
      v.transform(({ channelId }) => channelId),
    ),
  ]),
)

export const templateSchema = lazy(() =>
  v.looseObject({
    templateGuid: readId(),
    title: readText(),
    name: readText(),
    status: readOpen(templateStatuses),
    category: readText(),
    language: readText(),
    templateCode: readText(),
    components: readNested(componentSchema()),
    channels: readNested(readChannelReference()),
    accountId: readNumber(),
    waba: v.fallback(v.nullish(v.looseObject({ wabaId: readText(), wabaName: readText() })), undefined),
    rejected_reason: readText(),
    namespace: readText(),
  }),
)
/** A WABA message template. */
export interface Template {
  /** Goes into `templateId` of a send. */
  templateGuid: string
  /** As shown in the cabinet. */
  title?: string | null | undefined
  /** Meta's name. */
  name?: string | null | undefined
  /** Result of the moderation; only an `APPROVED` template can be sent. */
  status?: Open<(typeof templateStatuses)[number]> | null | undefined
  category?: string | null | undefined
  /** Code of the language, such as `en`. */
  language?: string | null | undefined
  /** `@template: <guid> { [[var]]; [[var]] }`: gives the order of `templateValues`. */
  templateCode?: string | null | undefined
  components?: TemplateComponent[] | null | undefined
  /** The channels it is connected to. What the page calls a list of channels is read as their ids; our assumption. */
  channels?: string[] | null | undefined
  accountId?: number | null | undefined
  /** The account at Meta. */
  waba?: { wabaId?: string | null | undefined; wabaName?: string | null | undefined } | null | undefined
  /** Why it was rejected. */
  rejected_reason?: string | null | undefined
  namespace?: string | null | undefined
}

/** A part of a template. */
export interface TemplateComponent {
  type?: Open<(typeof componentTypes)[number]> | null | undefined
  /** Of a HEADER only. */
  format?: Open<(typeof componentFormats)[number]> | null | undefined
  text?: string | null | undefined
  /** Example values of the variables in this part. */
  example?: string[] | null | undefined
  /** Of BUTTONS only. */
  buttons?: TemplateButton[] | null | undefined
}

/** A button of a template. */
export interface TemplateButton {
  type?: string | null | undefined
  text?: string | null | undefined
  url?: string | null | undefined
}

/** WABA message templates. https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/ */
export const templates = {
  /** Returns WABA templates by pages of `limit`, by default 100; iterate it for all of them. */
  list: defineEndpoint({
    method: 'GET',
    path: '/v3/templates/whatsapp',
    docUrl: docUrls.templates,
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

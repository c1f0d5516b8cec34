import * as v from 'valibot'
import { once } from '../once.ts'
import { endpoint } from '../endpoint.ts'
import { readId, readNumber, readOpen, readText, templateStatuses, type Open } from '../fields.ts'
import { readNested } from '../nested-list.ts'
import { readList } from '../read-list.ts'
import * as pages from '../pages.ts'

const componentTypes = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'] as const
const componentFormats = ['IMAGE', 'DOCUMENT', 'VIDEO', 'TEXT'] as const

const componentSchema = once(() =>
  v.looseObject({
    type: readOpen(componentTypes),
    format: readOpen(componentFormats),
    text: readText(),
    example: readNested(readId()),
    buttons: readNested(v.looseObject({ type: readText(), text: readText(), url: readText() })),
  }),
)

/** A channel by its id, or as an object that has one. */
const readChannelReference = once(() =>
  v.union([
    readId(),
    v.pipe(
      v.looseObject({ channelId: readId() }),
      v.transform(({ channelId }) => channelId),
    ),
  ]),
)

export const templateSchema = once(() =>
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
  title?: string | null
  /** Meta's name. */
  name?: string | null
  /** Result of the moderation; only an `APPROVED` template can be sent. */
  status?: Open<(typeof templateStatuses)[number]> | null
  category?: string | null
  /** Code of the language, such as `en`. */
  language?: string | null
  /** `@template: <guid> { [[var]]; [[var]] }`: gives the order of `templateValues`. */
  templateCode?: string | null
  components?: TemplateComponent[] | null
  /** The channels it is connected to. What the page calls a list of channels is read as their ids; our assumption. */
  channels?: string[] | null
  accountId?: number | null
  /** The account at Meta. */
  waba?: { wabaId?: string | null; wabaName?: string | null } | null
  /** Why it was rejected. */
  rejected_reason?: string | null
  namespace?: string | null
}

/** A part of a template. */
export interface TemplateComponent {
  type?: Open<(typeof componentTypes)[number]> | null
  /** Of a HEADER only. */
  format?: Open<(typeof componentFormats)[number]> | null
  text?: string | null
  /** Example values of the variables in this part. */
  example?: string[] | null
  /** Of BUTTONS only. */
  buttons?: TemplateButton[] | null
}

/** A button of a template. */
export interface TemplateButton {
  type?: string | null
  text?: string | null
  url?: string | null
}

/** WABA message templates. https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/ */
export const templates = {
  /** Returns WABA templates by pages of `limit`, by default 100; iterate it for all of them. */
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

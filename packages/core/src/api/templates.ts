import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'
import { defineEndpoint } from './endpoint.ts'
import { readId, readNumber, readOpen, readText, type Open } from '../schema/fields.ts'
import { templateStatuses } from './values.ts'
import { readNested } from '../schema/nested-list.ts'
import { readList } from '../schema/read-list.ts'
import * as docUrls from './doc-urls.ts'
import { pageOffset } from './page-offset.ts'

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

/** Reads the id of a channel. It may also be in an object, because the type of these items is undocumented. */
const readChannelReference = lazy(() =>
  v.union([
    readId(),
    v.pipe(
      v.looseObject({ channelId: readId() }),
      v.transform(({ channelId }) => channelId),
    ),
  ]),
)

/** Schema of {@link Template}. */
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
  /** Wazzup's id of the template. Use it as `templateId` in `messages.send`. */
  templateGuid: string
  /** Name that the Wazzup account shows. */
  title?: string | null | undefined
  /** Name at Meta. */
  name?: string | null | undefined
  /** Result of the moderation; only an `APPROVED` template can be sent. */
  status?: Open<(typeof templateStatuses)[number]> | null | undefined
  /** Category of the template. Its values are undocumented. */
  category?: string | null | undefined
  /** Language code, for example `en`. */
  language?: string | null | undefined
  /** Code of the template, `@template: <guid> { [[var]]; [[var]] }`. `templateValues` has the same order as its variables. */
  templateCode?: string | null | undefined
  /** The parts of the template: header, body, footer and buttons. */
  components?: TemplateComponent[] | null | undefined
  /** Ids of the channels to which the template is connected. The type of the items is undocumented; ids are our assumption. */
  channels?: string[] | null | undefined
  /** Number of the Wazzup account. */
  accountId?: number | null | undefined
  /** The WhatsApp Business account at Meta. */
  waba?: TemplateOwner | null | undefined
  /** Why the template was rejected. */
  rejected_reason?: string | null | undefined
  /** Undocumented. */
  namespace?: string | null | undefined
}

/** The WhatsApp Business account of a template. */
interface TemplateOwner {
  /** Id of the account. */
  wabaId?: string | null | undefined
  /** Name of the account. */
  wabaName?: string | null | undefined
}

/** A part of a template. */
export interface TemplateComponent {
  /** Kind of the part. */
  type?: Open<(typeof componentTypes)[number]> | null | undefined
  /** What a `HEADER` contains. Other parts have no format. */
  format?: Open<(typeof componentFormats)[number]> | null | undefined
  /** Text of the part. */
  text?: string | null | undefined
  /** Example values of the variables of this part. */
  example?: string[] | null | undefined
  /** The buttons of a part of the type `BUTTONS`. */
  buttons?: TemplateButton[] | null | undefined
}

/** A button of a template. */
export interface TemplateButton {
  /** Kind of the button. Its values are undocumented. */
  type?: string | null | undefined
  /** Label of the button. */
  text?: string | null | undefined
  /** Address that the button opens. */
  url?: string | null | undefined
}

/** WABA message templates. https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/ */
export const templates = {
  /** Returns WABA templates, up to `limit` per page (by default 100); `for await` returns all of them. */
  list: defineEndpoint({
    method: 'GET',
    path: '/v3/templates/whatsapp',
    docUrl: docUrls.templates,
    input: () =>
      v.strictObject({
        /**
         * Maximum number of templates per page.
         *
         * @default 100, set by Wazzup
         */
        limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
        /**
         * Number of templates to skip.
         *
         * @default 0, set by Wazzup
         */
        offset: pageOffset(),
      }),
    output: () => readList<Template>(templateSchema()),
    repeat: 'always',
    key: 'api',
    sidecar: true,
    paging: { offset: 'offset', items: (list: Template[]) => list },
  }),
}

import { docUrls } from '@wazzup-kit/core/schemas'
import { ACCOUNT_ID } from '../../account/entities/default-seed.ts'
import type { EmulatedTemplate } from '../../account/entities/entities.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, RouteHandler } from '../call.ts'
import { invalid, readCount } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { templates: docUrl } = docUrls

const readLimit = rule(
  {
    id: 'templates/limit',
    sentence: 'The `limit` of a list of templates is 1 or more, without a maximum.',
    docUrl,
    basis: 'our assumption',
    codes: ['VALIDATION_ERROR'],
  },
  ({ query }: Call): number | 'wrong' => readCount(query.get('limit'), 100, 1),
)

const writeStatus = rule(
  {
    id: 'templates/lower-case',
    sentence: 'The list of templates has statuses in lower case, and also the status `archived`.',
    docUrl,
    basis: 'observed in production',
  },
  ({ status }: EmulatedTemplate): string => status.toLowerCase(),
)

const undocumentedParts = rule(
  {
    id: 'templates/shapes',
    sentence:
      '`channels` of a template has the ids of the WABA channels, `rejected_reason` a word or null. Their shapes are undocumented.',
    docUrl,
    basis: 'our assumption',
  },
  (call: Call, { status }: EmulatedTemplate) => ({
    channels: [...call.world.state.channels.values()]
      .filter(({ transport }) => transport === 'wapi')
      .map(({ channelId }) => channelId),
    rejected_reason: status.toUpperCase() === 'REJECTED' ? 'INVALID_FORMAT' : null,
  }),
)

const writeTemplate = rule(
  [
    {
      id: 'templates/fields',
      sentence:
        'Each template has `templateGuid`, `accountId`, `title`, `name`, `waba`, `channels`, `category`, `language`, `status`, `rejected_reason`, `namespace`, `components` (HEADER, BODY, FOOTER, BUTTONS, with `format`, `text`, `example`, `buttons`) and `templateCode`.',
      docUrl,
      basis: 'documented',
      option: 'state.templates',
    },
    {
      id: 'templates/example',
      sentence: '`example` of a template is a list of texts, one for each variable.',
      docUrl,
      basis: 'documented',
      option: 'state.templates',
    },
  ],
  (call: Call, template: EmulatedTemplate) => ({
    ...template,
    status: writeStatus(template),
    accountId: ACCOUNT_ID,
    waba: { wabaId: '100000000000001', wabaName: 'Emulated WABA' },
    ...undocumentedParts(call, template),
    namespace: 'emulated_namespace',
  }),
)

const list = rule(
  {
    id: 'templates/list',
    sentence: 'WABA templates are listed as an array, by `limit` (100 by default) and `offset` (0 by default).',
    docUrl,
    basis: 'documented',
  },
  (call: Call): ApiResponse => {
    const limit = readLimit(call)
    const offset = readCount(call.query.get('offset'), 0, 0)
    if (limit === 'wrong' || offset === 'wrong') return invalid(call)
    const page = [...call.world.state.templates.values()].slice(offset, offset + limit)
    return { status: 200, json: page.map((template) => writeTemplate(call, template)) }
  },
)

export const templates = { 'templates.list': list } satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const templateRules = [list, writeTemplate, undocumentedParts, readLimit, writeStatus]

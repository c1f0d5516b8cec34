import type { RouteHandler } from '../call.ts'
import { ACCOUNT_ID } from '../../account/default-seed.ts'
import { invalid, readCount } from '../field-checks.ts'

// https://wazzup24.com/help/api-en/whatsapp-business-api-templates/ (documented, where nothing else is said).

const list: RouteHandler = (call) => {
  const limit = readCount(call.query.get('limit'), 100, 1)
  const offset = readCount(call.query.get('offset'), 0, 0)
  if (limit === 'wrong' || offset === 'wrong') return invalid(call)
  const { state } = call.world
  const channels = [...state.channels.values()].filter(({ transport }) => transport === 'wapi')
  const page = [...state.templates.values()].slice(offset, offset + limit)
  const json = page.map((template) => ({
    ...template,
    // Lower case on this route, seen live.
    status: template.status.toLowerCase(),
    accountId: ACCOUNT_ID,
    waba: { wabaId: '100000000000001', wabaName: 'Emulated WABA' },
    channels: channels.map(({ channelId }) => channelId),
    // What stands in it, no page says.
    rejected_reason: template.status.toUpperCase() === 'REJECTED' ? 'INVALID_FORMAT' : null,
    namespace: 'emulated_namespace',
  }))
  return { status: 200, json }
}

export const templates = { 'templates.list': list } satisfies Record<string, RouteHandler>

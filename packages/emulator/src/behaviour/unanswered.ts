import type { Behaviour } from '../call.ts'

// https://wazzup24.com/help/api-en/unanswered-counter/ (documented, where nothing else is said).

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000

/** Dialogs of the last 7 days; a user whom nobody knows has none, like one without a role. */
const get: Behaviour = ({ params, world }) => {
  const user = params.userId ?? ''
  const recent = world.state.waiting.filter(({ since }) => world.clock.now() - since <= WEEK_MS)
  const own = recent.filter(({ responsibleUserId }) => responsibleUserId === user)
  const seen = recent.filter(
    ({ responsibleUserId, supervisorIds }) => responsibleUserId === user || supervisorIds?.includes(user),
  )
  if (seen.length === 0) return { status: 200, json: { counterV2: 0, type: null, lastMsgDateTime: null } }
  const last = Math.max(...seen.map(({ since }) => since))
  const type = own.length > 0 ? 'red' : 'grey'
  return { status: 200, json: { counterV2: seen.length, type, lastMsgDateTime: new Date(last).toISOString() } }
}

/** The key stands in the path of this route. The host is named, but nothing listens there. */
const getHost: Behaviour = (call) => {
  if (call.params.apiKey !== call.world.apiKey) return call.refuse('INVALID_APIKEY')
  return { status: 200, json: { host: 'https://counters.emulator.invalid' } }
}

export const unanswered = { 'unanswered.get': get, 'unanswered.getHost': getHost } satisfies Record<string, Behaviour>

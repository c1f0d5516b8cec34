import { docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel } from '../../account/entities/entities.ts'
import { rule } from '../../rules/rule.ts'
import type { Call, RouteHandler } from '../call.ts'
import type { ApiResponse } from '../responses.ts'

const { channels: docUrl } = docUrls

const writeChannel = rule(
  {
    id: 'channels/name',
    sentence: 'Each channel also has a `name`.',
    docUrl,
    basis: 'observed in production',
  },
  ({ channelId, transport, plainId, state, name }: EmulatedChannel) => ({ channelId, transport, plainId, state, name }),
)

const list = rule(
  [
    {
      id: 'channels/list',
      sentence: 'Channels are listed as an array of `channelId`, `transport`, `plainId` and `state`.',
      docUrl,
      basis: 'documented',
    },
    {
      id: 'channels/read-only',
      sentence: 'No route creates, renames, starts or removes a channel.',
      docUrl,
      basis: 'documented',
    },
  ],
  ({ world }: Call): ApiResponse => ({ status: 200, json: [...world.state.channels.values()].map(writeChannel) }),
)

export const channels = { 'channels.list': list } satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const channelRules = [list, writeChannel]

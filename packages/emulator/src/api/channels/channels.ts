import type { RouteHandler } from '../call.ts'

/** A bare array: https://wazzup24.com/help/api-en/working-with-channels/ (documented; `name` seen live). */
export const channels = {
  'channels.list': ({ world }) => ({
    status: 200,
    json: [...world.state.channels.values()].map(({ channelId, transport, plainId, state, name }) => ({
      channelId,
      transport,
      plainId,
      state,
      name,
    })),
  }),
} satisfies Record<string, RouteHandler>

import { docUrls, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel } from '../../../account/entities/entities.ts'
import type { Call } from '../../call.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'

const { channels, messages } = docUrls

/** Returns the channel of a send, or the response that rejects the send. */
export const findChannel = rule(
  {
    id: 'channels/unknown',
    sentence: 'Wazzup rejects a send through a channel that the account does not have.',
    docUrl: messages,
    basis: 'documented',
    codes: ['CHANNEL_NOT_FOUND'],
  },
  (call: Call, channelId: unknown): { channel: EmulatedChannel } | { rejection: ApiResponse } => {
    const channel = call.world.state.channels.get(String(channelId))
    return channel ? { channel } : { rejection: call.reject('CHANNEL_NOT_FOUND') }
  },
)

const foldState = rule(
  {
    id: 'channels/spelling',
    sentence: 'States are spelled in several ways. Upper and lower case mean the same.',
    docUrl: channels,
    basis: 'our assumption',
  },
  (state: string): string => state.toLowerCase(),
)

/** Error codes by channel state in lower case. */
const codesByState: Readonly<Record<string, ApiErrorCode>> = {
  notenoughmoney: 'CHANNEL_NO_MONEY',
  disabled: 'CHANNEL_BLOCKED',
  blocked: 'CHANNEL_BLOCKED',
  rejected: 'CHANNEL_WAPI_REJECTED',
  phoneunavailable: 'MESSAGE_CHANNEL_UNAVAILABLE',
  init: 'MESSAGE_CHANNEL_UNAVAILABLE',
}

/** Returns the code with which a send through a channel in this state is rejected. */
export const checkState = rule(
  [
    {
      id: 'channels/no-money',
      sentence: 'Wazzup rejects sends through a channel in the state `notEnoughMoney`.',
      docUrl: messages,
      basis: 'documented',
      codes: ['CHANNEL_NO_MONEY'],
      option: 'state.channels',
    },
    {
      id: 'channels/switched-off',
      sentence: 'Wazzup rejects sends through a channel that is switched off.',
      docUrl: messages,
      basis: 'documented',
      codes: ['CHANNEL_BLOCKED'],
      option: 'state.channels',
    },
    {
      id: 'channels/rejected',
      sentence: 'Wazzup rejects sends through a blocked channel of WABA with its own code.',
      docUrl: messages,
      basis: 'documented',
      codes: ['CHANNEL_WAPI_REJECTED'],
      option: 'state.channels',
    },
    {
      id: 'channels/blocked-states',
      sentence:
        'A channel is switched off in the states `disabled` and `blocked`. A channel of WABA is blocked in the states `blocked` and `rejected`.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['CHANNEL_BLOCKED', 'CHANNEL_WAPI_REJECTED'],
      option: 'state.channels',
    },
    {
      id: 'channels/unavailable',
      sentence:
        'Wazzup rejects sends through a channel in the state `phoneUnavailable` or `init`: its phone cannot be reached, or it is starting.',
      docUrl: messages,
      basis: 'documented',
      codes: ['MESSAGE_CHANNEL_UNAVAILABLE'],
      option: 'state.channels',
    },
    {
      id: 'channels/other-states',
      sentence:
        'Wazzup rejects sends in any other state than `active` in the same way. No error is documented for these states.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['MESSAGE_CHANNEL_UNAVAILABLE'],
      option: 'state.channels',
    },
  ],
  (state: string, transport: string): ApiErrorCode | undefined => {
    const folded = foldState(state)
    if (folded === 'active') return undefined
    if (folded === 'blocked' && transport === 'wapi') return 'CHANNEL_WAPI_REJECTED'
    return codesByState[folded] ?? 'MESSAGE_CHANNEL_UNAVAILABLE'
  },
)

const acceptsAndLoses = rule(
  {
    id: 'channels/accepts-and-loses',
    sentence:
      'For a send through a channel that is switched off, the response can be 201, and no echo and no status follow.',
    docUrl: messages,
    basis: 'observed in production',
    option: "blockedChannels: 'accept'",
  },
  (call: Call, { state }: EmulatedChannel): boolean =>
    call.world.state.settings.blockedChannels === 'accept' && ['disabled', 'blocked'].includes(foldState(state)),
)

/** Rejects a send through a channel that cannot send. */
export function rejectState(call: Call, channel: EmulatedChannel): ApiResponse | undefined {
  const code = acceptsAndLoses(call, channel) ? undefined : checkState(channel.state, channel.transport)
  return code && call.reject(code)
}

/** Returns whether a channel is not active, so that no webhook follows a send that it accepted. */
export function isSilent(channel: EmulatedChannel | undefined): boolean {
  return channel === undefined || foldState(channel.state) !== 'active'
}

export const rejectEmptyBalance = rule(
  {
    id: 'channels/balance',
    sentence: 'Wazzup rejects sends through WABA when the WABA balance is empty.',
    docUrl: messages,
    basis: 'documented',
    codes: ['BALANCE_IS_EMPTY'],
    option: 'wabaBalance',
  },
  (call: Call, { transport }: EmulatedChannel): ApiResponse | undefined =>
    transport === 'wapi' && call.world.state.settings.wabaBalance === 'empty'
      ? call.reject('BALANCE_IS_EMPTY')
      : undefined,
)

/** Functions of this file that implement rules. */
export const sendingChannelRules = [findChannel, checkState, foldState, acceptsAndLoses, rejectEmptyBalance]

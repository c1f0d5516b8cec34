import { channelStates } from '@wazzup-kit/core/schemas'
import { defaultKeysOf } from '../../api/authorize.ts'
import { checkState } from '../../api/messages/send/channel.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { EmulatedChannel, EmulatedTemplate } from '../../account/entities/entities.ts'
import { hideInAddress } from '../../secrets/address.ts'
import { chatTypeOf } from '../../simulate/simulated-world.ts'
import type { ChatIndex } from './chat-index.ts'
import { explainCode } from './explain.ts'
import { newestLines } from './log-view.ts'
import { textOfTemplate } from './message-view.ts'
import type { ChannelView, FaultsView, FaultView, Snapshot, SubscriptionView, TemplateView } from './page-types.ts'

export function channelView(channel: EmulatedChannel): ChannelView {
  const { channelId, transport, plainId, state, name } = channel
  const code = checkState(state, transport)
  const rejection = code && explainCode(code, 'request')
  return {
    channelId,
    transport,
    plainId,
    state,
    chatType: chatTypeOf(channel),
    ...(name === undefined ? {} : { name }),
    ...(rejection && { rejection }),
  }
}

export function templateView(template: EmulatedTemplate): TemplateView {
  const { templateGuid, title, status, category, language } = template
  return { templateGuid, title, status, category, language, text: textOfTemplate(template) }
}

type Switched = Omit<FaultView, 'left'> & { left: number }

function faultView({ number, kinds, only, probability, struck, left }: Switched): FaultView {
  return {
    number,
    kinds,
    ...(only && { only }),
    ...(probability === undefined ? {} : { probability }),
    struck,
    left: Number.isFinite(left) ? left : null,
  }
}

export function faultsView({ faults: { calls, deliveries } }: Pick<Emulator, 'faults'>): FaultsView {
  return {
    calls: { active: calls.active.map(faultView), struck: calls.struck.length },
    deliveries: { active: deliveries.active.map(faultView), struck: deliveries.struck.length },
  }
}

/** Returns the subscription of the API key; secrets in its address are hidden. */
export function subscriptionView({ state }: Pick<Emulator, 'state'>): SubscriptionView {
  const { webhooksUri, subscriptions } = state.subscriptions.api
  return { webhooksUri: webhooksUri && hideInAddress(webhooksUri), subscriptions: { ...subscriptions } }
}

/** Returns the state with which a page starts. */
export function takeSnapshot(emulator: Emulator, chats: ChatIndex, at: string): Snapshot {
  const { account, state, clock, keys } = emulator
  return {
    at,
    now: clock.now(),
    channels: [...state.channels.values()].map(channelView),
    states: channelStates,
    chats: chats.heads(),
    templates: [...state.templates.values()].map(templateView),
    faults: faultsView(emulator),
    subscription: subscriptionView(emulator),
    settings: { ...state.settings },
    apiKey: keys.apiKey === defaultKeysOf(account).apiKey ? keys.apiKey : null,
    log: newestLines(emulator),
  }
}

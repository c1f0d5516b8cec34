/** An emulated Wazzup24 account that runs on your machine or inside your test. */
export { createEmulator } from './emulator/create-emulator.ts'
export { listenTogether } from './emulator/listen-together.ts'
export type {
  Emulator,
  EmulatorKeys,
  EmulatorOptions,
  ListeningEmulator,
  ListenOptions,
  ResetOptions,
} from './emulator/emulator.ts'
export { channelIds, chatIds, templateIds } from './account/entities/default-seed.ts'
export { callFaultKinds } from './faults/call-fault-kinds.ts'
export type { CallFault, CallFaultKind, CallFaultSettings } from './faults/call-fault-kinds.ts'
export type { CallFaults, CallMatch, CallMix, StruckCall } from './faults/call-faults.ts'
export type { ActiveFault, FaultHandle, FaultPeriod, FaultShare, FaultTimes } from './faults/fault-engine.ts'
export type { Faults } from './faults/faults.ts'
export type { Change, ChangeListener, MessageHappening } from './account/changes.ts'
export type { ErrorShape, RejectionOptions } from './api/rejections.ts'
export type { KeyHolder } from './api/authorize.ts'
export type { Clock } from './account/clock.ts'
export { brokenForms } from './faults/break-body.ts'
export type { BrokenForm } from './faults/break-body.ts'
export type { DeliverOptions } from './webhooks/outgoing-delivery.ts'
export { deliveryFaultKinds } from './faults/delivery-fault-kinds.ts'
export type { DeliveryFault, DeliveryFaultKind, DeliveryFaultSettings } from './faults/delivery-fault-kinds.ts'
export type {
  DeliveryFaultHandle,
  DeliveryFaults,
  DeliveryMatch,
  DeliveryMix,
  StruckDelivery,
} from './faults/delivery-faults.ts'
export type { DeliveryListener, DeliveryRecord } from './webhooks/delivery-log.ts'
export type { LedgerEntry } from './account/ledger.ts'
export type { LogLimit } from './account/log-records.ts'
export { inTurn } from './webhooks/in-turn.ts'
export type { Instance } from './webhooks/in-turn.ts'
export { ruleGroups, rules } from './rules/rules.ts'
export type { RuleGroup } from './rules/rules.ts'
export type { Rule } from './rules/rule.ts'
export { parseSaved } from './account/saving.ts'
export type { SavedEmulator } from './account/saving.ts'
export type { Settings } from './account/settings.ts'
export type { SendOutcome } from './account/send-outcome.ts'
export type { RateLimit } from './api/rate-limit.ts'
export type { RequestListener, RequestRecord } from './api/request-log.ts'
export type { RouteName } from './api/routes.ts'
export type {
  EmulatedFlags,
  EmulatedSubscription,
  EmulatedSubscriptions,
  Installation,
  MarketplaceEntry,
} from './account/entities/connections.ts'
export type { EmulatedChatWindow, WindowChat } from './account/entities/chat-windows.ts'
export type { Dialog, EmulatedIncoming, WaitingChat } from './account/entities/conversations.ts'
export type {
  EmulatedChannel,
  EmulatedContact,
  EmulatedContactChat,
  EmulatedDeal,
  EmulatedOperator,
  EmulatedPipeline,
  EmulatedStage,
  EmulatedTemplate,
  EmulatedTemplateButton,
  EmulatedTemplateComponent,
  EmulatedUser,
  Transport,
} from './account/entities/entities.ts'
export type { Seed } from './account/entities/seed.ts'
export type { Asked } from './simulate/asked.ts'
export type { ChatInWindow, DealInWindow } from './simulate/chat-window.ts'
export type { ChatWindowData, ChatWindowEvent, ChatWindowMessage, WindowEntity } from './api/chat-window/events.ts'
export type { ChannelUpdateOptions } from './simulate/channel.ts'
export type { CustomerMessage } from './simulate/customer-message.ts'
export type { ContactWanted } from './simulate/contact.ts'
export type { AskedDeal, DealWanted } from './simulate/deal.ts'
export type { FailureOptions, NextOptions } from './simulate/message.ts'
export type { AnsweredChat, OperatorMessage } from './simulate/operator.ts'
export type { Person } from './simulate/person.ts'
export type { Access } from './server/access.ts'
export type { Simulate } from './simulate/simulate.ts'
export type { TemplateStatus } from './simulate/template.ts'
export type { PostFailure, PostFailureReason } from './webhooks/post-failure.ts'
export type { State } from './account/state.ts'
export type {
  ChannelUpdate,
  ContactQuestion,
  DealQuestion,
  QuestionChat,
  QuestionSource,
  TemplateUpdate,
  WebhookBody,
  WebhookKind,
} from './webhooks/bodies.ts'
export type {
  InstagramPost,
  MessageType,
  OldInfo,
  OutgoingStatus,
  WebhookContact,
  WebhookError,
  WebhookMessage,
  WebhookStatus,
} from './webhooks/message-items.ts'

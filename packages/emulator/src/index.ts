/** A Wazzup24 that runs on your machine or inside your test. */
export { createEmulator } from './emulator.ts'
export type { Emulator, EmulatorOptions, ListeningEmulator } from './emulator-api.ts'
export { asyncApiDocument } from './documents/async-api.ts'
export type { AsyncApiOptions } from './documents/async-api.ts'
export type { JsonObject } from './documents/json-schema.ts'
export { openApiDocument } from './documents/open-api.ts'
export type { OpenApiOptions } from './documents/open-api.ts'
export { channelIds, chatIds, templateIds } from './default-seed.ts'
export { faultKinds } from './fault-kinds.ts'
export type { Fault, FaultKind, FaultSettings } from './fault-kinds.ts'
export type { Faults, Mix, StruckFault, Where } from './faults.ts'
export type { Counting, Drawing, FaultHandle, Span, SwitchedFault } from './fault-rules.ts'
export type { Change, ChangeListener, MessageHappening } from './changes.ts'
export type { ErrorShape, RefusalOptions } from './answers.ts'
export type { KeyHolder } from './authorize.ts'
export type { Clock } from './clock.ts'
export { brokenForms } from './deliveries/break-body.ts'
export type { BrokenForm } from './deliveries/break-body.ts'
export type { DeliverOptions } from './deliveries/deliveries.ts'
export { deliveryFaultKinds } from './deliveries/delivery-fault-kinds.ts'
export type { DeliveryFault, DeliveryFaultKind, DeliveryFaultSettings } from './deliveries/delivery-fault-kinds.ts'
export type {
  DeliveryFaultHandle,
  DeliveryFaults,
  DeliveryMix,
  StruckDelivery,
  WhereDelivered,
} from './deliveries/delivery-faults.ts'
export type { DeliveryListener, DeliveryRecord } from './deliveries/delivery-log.ts'
export type { LedgerEntry } from './ledger.ts'
export { ruleGroups, rules } from './rules/rules.ts'
export type { RuleGroup, RuleId } from './rules/rules.ts'
export type { Rule, Rules } from './rules/rule.ts'
export { parseSaved } from './save.ts'
export type { SavedEmulator } from './save.ts'
export type { Settings } from './settings.ts'
export type { Fate } from './fate.ts'
export type { RateLimit } from './rate-limit.ts'
export type { RequestListener, RequestRecord } from './requests.ts'
export type { RouteName } from './routes.ts'
export type {
  Dialog,
  EmulatedChannel,
  EmulatedContact,
  EmulatedDeal,
  EmulatedEmployee,
  EmulatedIncoming,
  EmulatedPipeline,
  EmulatedSubscription,
  EmulatedTemplate,
  EmulatedUser,
  Installation,
  Seed,
  Transport,
  WaitingChat,
} from './entities.ts'
export type { Asked } from './simulate/asked.ts'
export type { ChannelUpdateOptions } from './simulate/channel.ts'
export type { ClientMessage } from './simulate/client.ts'
export type { ContactWanted } from './simulate/contact.ts'
export type { AskedDeal, DealWanted } from './simulate/deal.ts'
export type { FailureOptions, NextOptions } from './simulate/message.ts'
export type { OperatorMessage } from './simulate/operator.ts'
export type { Person } from './simulate/person.ts'
export type { Simulate } from './simulate/simulate.ts'
export type { TemplateStatus } from './simulate/template.ts'
export type { State } from './state.ts'
export type {
  ChannelUpdate,
  ContactQuestion,
  InstagramPost,
  DealQuestion,
  MessageType,
  OutgoingStatus,
  QuestionSource,
  TemplateUpdate,
  WebhookBody,
  WebhookContact,
  WebhookError,
  WebhookKind,
  WebhookMessage,
  WebhookStatus,
} from './webhook-bodies.ts'

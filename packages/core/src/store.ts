/** Entry `@wazzup-kit/core/store`: what makes events and sends survive a crash. */
export { createStore } from './store/port/create-store.ts'
export { createMemoryStore, type MemoryStoreOptions } from './store/memory/create-memory-store.ts'
export { queueOf } from './store/port/driver.ts'
export { decodeText, encodeText, endOfPrefix } from './store/port/stored-text.ts'
export {
  encodeStep,
  type EncodedEnd,
  type EncodedEvent,
  type EncodedStep,
  type EncodedWrite,
} from './store/port/encode-step.ts'
export { createDueListeners, dueAfterStep, dueAfterWake, type DueListeners } from './store/port/due-queues.ts'
export { endRun } from './store/port/settlement.ts'
export { eventStates, toStoredEvent, toStoredRecord, type EventRow, type RecordRow } from './store/port/stored-rows.ts'
export type { Clock } from './store/port/clock.ts'
export type { ChatAddress } from './store/port/chat-address.ts'
export type { DeadLetter, DeadLetterPage } from './store/port/dead-letter.ts'
export type { AccountStore, Store } from './store/port/store.ts'
export type { Claim, Claimed, ClaimRequest, DueListener, DueQueues } from './store/port/claims.ts'
export type {
  Committed,
  EventEnd,
  EventQuery,
  EventState,
  NewEvent,
  RecordQuery,
  RecordWrite,
  Settlement,
  Step,
  StoreDriver,
  StoredEvent,
  StoredRecord,
  StoreStats,
} from './store/port/driver.ts'
export { createOutbox } from './store/outbox/create-outbox.ts'
export { createOutboxLog } from './store/outbox/outbox-log.ts'
export type { EntryHandlerOptions, Outbox, OutboxOptions } from './store/outbox/outbox.ts'
export {
  outboxCodes,
  outboxEvents,
  type Entry,
  type EntryState,
  type OutboxCode,
  type OutboxEvent,
  type Reply,
} from './store/outbox/entry-state.ts'
export type { Codec, OutboxClient, OutboxErrorListener, OutboxHooks, OutboxPause } from './store/outbox/context.ts'
export type { EntryContext, EntryHandler } from './store/outbox/news.ts'
export type { Routes, SendInOrderOptions, SendOptions } from './store/outbox/send-options.ts'
export type { LinkTo } from './store/outbox/file-links.ts'
export type { Outgoing } from './store/outbox/outgoing.ts'
export type { CollectedReply, Observation, SendLink } from './store/outbox/send-link.ts'
export { cancelEntry, getEntry, listEntries, type EntryPage, type StoredEntry } from './store/outbox/stored-entries.ts'
export { listPauses } from './store/outbox/pauses.ts'
export type { TrackOptions } from './store/outbox/track.ts'
export { giveUp } from './store/handling/give-up.ts'
export { createTimers, createTimersLog } from './store/timers/create-timers.ts'
export type {
  Timer,
  TimerContext,
  TimerHandler,
  TimerHandlerOptions,
  TimerOptions,
  Timers,
  TimersErrorListener,
  TimersOptions,
} from './store/timers/timers.ts'
export { watchChannels } from './store/watch/watch-channels.ts'
export { watchDelivery } from './store/watch/watch-delivery.ts'
export type {
  ChannelContext,
  ChannelHandler,
  DeliveryNews,
  KnownChannel,
  WatchChannelsOptions,
  WatchContext,
  WatchDeliveryOptions,
  WatchedMessage,
  WatchHandler,
} from './store/watch/watched-message.ts'

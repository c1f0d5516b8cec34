/** Entry `@wazzup-kit/core/store`: what makes events and sends survive a crash. */
export { createStore } from './store/port/create-store.ts'
export { createMemoryStore, type MemoryStoreOptions } from './store/memory/create-memory-store.ts'
export { giveUp } from './store/handling/give-up.ts'
export type { Inbox, InboxHandler, InboxItem, InboxParts, QuietRegistration } from './store/inbox/inbox-parts.ts'
export type { LinkedOutbox, SendLink } from './store/outbox/send-link.ts'
export type { Clock } from './store/port/clock.ts'
export type { ChatAddress } from './store/port/chat-address.ts'
export type { AccountStore, DeadLetter, DeadLetterPage, Store } from './store/port/store.ts'
export type {
  Claim,
  Claimed,
  ClaimRequest,
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

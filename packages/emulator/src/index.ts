/** A Wazzup24 that runs on your machine or inside your test. */
export { createEmulator } from './emulator.ts'
export type { Emulator, EmulatorOptions } from './emulator.ts'
export { channelIds, templateIds } from './default-seed.ts'
export { faultKinds } from './fault-kinds.ts'
export type { Fault, FaultKind, FaultSettings } from './fault-kinds.ts'
export type { FaultHandle, Faults, Mix, StruckFault, Where } from './faults.ts'
export type { ErrorShape, RefusalOptions } from './answers.ts'
export type { KeyHolder } from './authorize.ts'
export type { Clock } from './clock.ts'
export type { LedgerEntry } from './ledger.ts'
export type { RateLimit } from './rate-limit.ts'
export type { RequestListener, RequestRecord } from './requests.ts'
export type { RouteName } from './routes.ts'
export type { ListeningEmulator } from './server.ts'
export type {
  EmulatedChannel,
  EmulatedContact,
  EmulatedDeal,
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
export type { State } from './state.ts'

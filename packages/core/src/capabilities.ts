/** Entry `@wazzup-kit/core/capabilities`: what the messengers behind Wazzup take, as data, and an opt-in check against it. */
export { buttonLimits } from './capabilities/button-limits.ts'
export { checkMessage } from './capabilities/check-message.ts'
export { fileLimits, instagramFileTypes, MEGABYTE, telegramVoice, type FileLimit } from './capabilities/file-limits.ts'
export type { CheckedMessage, MessageWarning } from './capabilities/message-warning.ts'
export type { Basis, Fact, Source } from './capabilities/source.ts'
export { textLimitOf, textLimits, type TextFigure, type TextKind, type TextLimit } from './capabilities/text-limits.ts'
export {
  factsOf,
  inboxTariff,
  transportFacts,
  type FirstContact,
  type Formatting,
  type TransportFacts,
} from './capabilities/transports.ts'

/** Entry `@wazzup-kit/core/capabilities`: what the messengers behind Wazzup take, as data, and an opt-in check against it. */
export { buttonLimits } from './messengers/button-limits.ts'
export { checkMessage } from './messengers/check-message.ts'
export { fileLimits, instagramFileTypes, MEGABYTE, telegramVoice, type FileLimit } from './messengers/file-limits.ts'
export { hasArrived } from './webhooks/events/has-arrived.ts'
export type { CheckedMessage, MessageWarning } from './messengers/message-warning.ts'
export type { Basis, Fact, Source } from './messengers/source.ts'
export { getTextLimit, textLimits, type TextFigure, type TextKind, type TextLimit } from './messengers/text-limits.ts'
export {
  getTransportFacts,
  inboxTariff,
  transportFacts,
  type FirstContact,
  type Formatting,
  type TransportFacts,
} from './messengers/transports.ts'

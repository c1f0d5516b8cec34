/** Entry `@wazzup-kit/core/messengers`: addresses, texts, templates and buttons for each messenger, and what it accepts, as data. */
export { toAddress, type Address, type AddressOn, type Person } from './messengers/address.ts'
export { normalizeChatId } from './messengers/chat-id.ts'
export { getChatType, type ChatTypeOf, type KindOfChannel } from './messengers/chat-types.ts'
export type { Choice } from './messengers/questions/button-dialects.ts'
export { findChannel, updateChannel, type ChannelLister } from './messengers/find-channel.ts'
export { buildQuestion, type ButtonsOn, type Question } from './messengers/questions/question.ts'
export { readChoice } from './messengers/questions/read-choice.ts'
export { splitText } from './messengers/split-text.ts'
export {
  fillTemplate,
  findTemplate,
  getVariables,
  type FilledTemplate,
  type WantedTemplate,
} from './messengers/templates.ts'
export { isWindowOpen } from './messengers/window.ts'
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
  type Reach,
  type TransportFacts,
} from './messengers/transports.ts'

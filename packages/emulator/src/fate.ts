import type { DeliveryErrorCode } from '@wazzup-kit/core/schemas'

/** What becomes of a message that was accepted. */
export type Fate =
  /** It comes as far as its messenger tells. */
  | { end: 'arrives' }
  /** 201, and nothing ever after: seen live. */
  | { end: 'vanishes' }
  /** A webhook tells why: in `statuses`, as documented, or in the message itself, as seen live. */
  | { end: 'fails'; code: DeliveryErrorCode; inside: 'statuses' | 'messages' }

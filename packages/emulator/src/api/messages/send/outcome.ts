import { docUrls, type DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel } from '../../../account/entities/entities.ts'
import type { LedgerEntry } from '../../../account/ledger.ts'
import type { SendOutcome } from '../../../account/send-outcome.ts'
import type { World } from '../../call.ts'
import { rule } from '../../../rules/rule.ts'
import { isSilent } from './channel.ts'
import { quotesDeleted } from './content.ts'
import { isTooLongForMax } from './length.ts'
import type { Outgoing } from './outgoing.ts'
import { beginsConversation, checkWindow, isBeyondTier } from './windows.ts'

// Outcome of a send whose response was 201. The first rule that applies decides.

const { instagramComments, messages, webhooks } = docUrls
const option = 'unreachable'

/** Recipient of a send, besides the chat id. */
export interface Addressee {
  phone?: unknown
  username?: unknown
}

const failing = (code: DeliveryErrorCode): SendOutcome => ({ end: 'fails', code, inside: 'statuses' })

const isUnreachable = rule(
  {
    id: 'first/unreachable-phone',
    sentence: 'A send to an unknown phone on personal Telegram is accepted. The message fails by webhook.',
    docUrl: messages,
    basis: 'observed in production',
    codes: ['BAD_CONTACT'],
    option,
  },
  ({ state }: World, { chatId }: LedgerEntry, { phone, username }: Addressee): boolean =>
    [chatId, phone, username].some((name) => typeof name === 'string' && state.unreachable.has(name)),
)

const codeOfUnreachable = rule(
  [
    {
      id: 'first/unreachable',
      sentence: 'A send to a customer whom WhatsApp or Telegram does not know gets 201 and fails by webhook.',
      docUrl: webhooks,
      basis: 'documented',
      codes: ['BAD_CONTACT'],
      option,
    },
    {
      id: 'first/unreachable-elsewhere',
      sentence:
        'A send to a customer whom Viber, VK, Avito or MAX does not know gets 201 and fails by webhook. The code for these messengers is our assumption.',
      docUrl: webhooks,
      basis: 'our assumption',
      codes: ['BAD_CONTACT'],
      option,
    },
    {
      id: 'first/unreachable-instagram',
      sentence: 'A send to an Instagram account that no longer exists fails by webhook.',
      docUrl: webhooks,
      basis: 'documented',
      codes: ['CHATID_IGSID_MISMATCH'],
      option,
    },
    {
      id: 'first/comments',
      sentence:
        'The emulator does not simulate replies to comments on Instagram posts, because they are undocumented. Their errors occur on command.',
      docUrl: instagramComments,
      basis: 'our assumption',
      codes: [
        'COMMENT_DELETED',
        'COMMENT_ALREADY_PRIVATE_REPLIED',
        'COMMENT_INVALID_FOR_PRIVATE_REPLY',
        'COMMENT_CAN_BE_TEXT_ONLY',
      ],
      codesCome: 'on command',
      option: 'simulate.message.failNext',
    },
  ],
  ({ transport }: EmulatedChannel): DeliveryErrorCode =>
    transport === 'instagram' ? 'CHATID_IGSID_MISMATCH' : 'BAD_CONTACT',
)

const outcomeOfClosedWindow = rule(
  {
    id: 'window/dropped',
    sentence: 'For a send outside of the window, the response can be 201, and no echo and no status follow.',
    docUrl: messages,
    basis: 'observed in production',
    option: "closedWindows: 'drop'",
  },
  ({ state }: World, code: DeliveryErrorCode): SendOutcome =>
    state.settings.closedWindows === 'drop' ? { end: 'dropped' } : failing(code),
)

const SPAM = { equal: 10, withinMs: 100_000 }

const isSpam = rule(
  [
    {
      id: 'window/spam',
      sentence: 'After about ten identical messages in 100 seconds, the next one fails as spam.',
      docUrl: messages,
      basis: 'observed in production',
      codes: ['SPAM'],
      option: "spamFilter: 'on'",
    },
    {
      id: 'window/spam-counted',
      sentence:
        'The spam filter counts identical texts through one channel, to all recipients together. The eleventh fails. By default the filter is off.',
      docUrl: messages,
      basis: 'our assumption',
      codes: ['SPAM'],
      option: 'spamFilter',
    },
  ],
  ({ state, ledger, clock }: World, entry: LedgerEntry): boolean => {
    if (state.settings.spamFilter === 'off' || entry.text === undefined) return false
    const since = clock.now() - SPAM.withinMs
    const equal = ledger.entries.filter(
      ({ channelId, text, acceptedAt }) => channelId === entry.channelId && text === entry.text && acceptedAt >= since,
    )
    return equal.length >= SPAM.equal
  },
)

/**
 * Returns the outcome of a send: a predefined one, or else by the rules. Called once, before the send is in the ledger.
 */
export function decideOutcome(world: World, entry: LedgerEntry, outgoing: Outgoing, addressee: Addressee): SendOutcome {
  if (isSilent(outgoing.channel)) return { end: 'dropped' }
  const commanded = world.state.nextOutcomes.shift()
  if (commanded && commanded.end !== 'arrives') return commanded
  const byRules = outcomeByRules(world, entry, outgoing, addressee)
  // A predefined status of the echo does not override a failure by the rules.
  return byRules.end === 'arrives' && commanded ? commanded : byRules
}

function outcomeByRules(world: World, entry: LedgerEntry, outgoing: Outgoing, addressee: Addressee): SendOutcome {
  const { channel } = outgoing
  if (isUnreachable(world, entry, addressee)) return failing(codeOfUnreachable(channel))
  if (quotesDeleted(world, entry.refMessageId)) return failing('CANNOT_REPLY_TO_DELETED')
  const closed = checkWindow(world, outgoing)
  if (closed) return outcomeOfClosedWindow(world, closed)
  if (beginsConversation(world, outgoing) && isBeyondTier(world, outgoing)) return failing('TOO_MANY_EXT_REQS')
  if (isTooLongForMax(channel.transport, entry.text)) return failing('TOO_LONG_TEXT')
  return isSpam(world, entry) ? failing('SPAM') : { end: 'arrives' }
}

/** Functions of this file that implement rules. */
export const outcomeRules = [codeOfUnreachable, isUnreachable, outcomeOfClosedWindow, isSpam]

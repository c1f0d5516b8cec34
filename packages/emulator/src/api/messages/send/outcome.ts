import { getTextLimit } from '@wazzup-kit/core/capabilities'
import type { DeliveryErrorCode } from '@wazzup-kit/core/schemas'
import type { World } from '../../call.ts'
import type { EmulatedChannel } from '../../../account/entities.ts'
import type { SendOutcome } from '../../../account/send-outcome.ts'
import type { LedgerEntry } from '../../../account/ledger.ts'
import { beginsConversation, closedWindow, isBeyondTier, type Outgoing } from './windows.ts'

// What becomes of a send that was answered with 201. https://wazzup24.ru/help/api-ru/webhooks-2/ (documented, where
// nothing else is said). The first of these that holds decides.

/** Who it was addressed to, besides the chat id. */
export interface Addressee {
  phone?: unknown
  username?: unknown
}

const failing = (code: DeliveryErrorCode): SendOutcome => ({ end: 'fails', code, inside: 'statuses' })

/** Seen live: through a channel that is switched off a send may be accepted, and nothing follows. */
export function isSilent(channel: EmulatedChannel | undefined): boolean {
  return channel?.state.toLowerCase() !== 'active'
}

function isUnreachable({ state }: World, { chatId }: LedgerEntry, { phone, username }: Addressee): boolean {
  return [chatId, phone, username].some((name) => typeof name === 'string' && state.unreachable.has(name))
}

/** A deleted message may be named in a quote, and the quote fails. */
function quotesDeleted({ ledger, state }: World, { refMessageId }: LedgerEntry): boolean {
  if (refMessageId === undefined) return false
  const written = state.messages.get(refMessageId)
  return written?.isDeleted === true || ledger.find(refMessageId)?.state === 'deleted'
}

/** The parameter table has 4096 for MAX, and no refusal is named: that the code of webhooks comes is our judgement. */
function isTooLong({ text }: LedgerEntry, { transport }: EmulatedChannel): boolean {
  const limit = transport === 'max' || transport === 'maxbot' ? getTextLimit(transport, 'message') : undefined
  return limit !== undefined && text !== undefined && text.length > limit.strict
}

const SPAM = { equal: 10, withinMs: 100_000 }

/** Seen live after about ten equal messages in 100 seconds, whoever they went to: that is our judgement. */
function isSpam({ state, ledger, clock }: World, entry: LedgerEntry): boolean {
  if (state.settings.spamFilter === 'off' || entry.text === undefined) return false
  const since = clock.now() - SPAM.withinMs
  const equal = ledger.entries.filter(
    ({ channelId, text, acceptedAt }) => channelId === entry.channelId && text === entry.text && acceptedAt >= since,
  )
  return equal.length >= SPAM.equal
}

/** What becomes of a send, as commanded or else by the rules. Asked once, before it stands in the ledger. */
export function outcomeOf(world: World, entry: LedgerEntry, outgoing: Outgoing, addressee: Addressee): SendOutcome {
  if (isSilent(outgoing.channel)) return { end: 'vanishes' }
  const commanded = world.state.nextOutcomes.shift()
  if (commanded && commanded.end !== 'arrives') return commanded
  const byRules = outcomeByRules(world, entry, outgoing, addressee)
  // What its echo says is commanded, not that it arrives.
  return byRules.end === 'arrives' && commanded ? commanded : byRules
}

function outcomeByRules(world: World, entry: LedgerEntry, outgoing: Outgoing, addressee: Addressee): SendOutcome {
  const { state } = world
  const { channel } = outgoing
  if (isUnreachable(world, entry, addressee))
    return failing(channel.transport === 'instagram' ? 'CHATID_IGSID_MISMATCH' : 'BAD_CONTACT')
  if (quotesDeleted(world, entry)) return failing('CANNOT_REPLY_TO_DELETED')
  const closed = closedWindow(world, outgoing)
  if (closed) return state.settings.closedWindows === 'vanish' ? { end: 'vanishes' } : failing(closed)
  if (beginsConversation(world, outgoing) && isBeyondTier(world, outgoing)) return failing('TOO_MANY_EXT_REQS')
  if (isTooLong(entry, channel)) return failing('TOO_LONG_TEXT')
  return isSpam(world, entry) ? failing('SPAM') : { end: 'arrives' }
}

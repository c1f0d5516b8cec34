import { channelIds, chatIds, templateIds, type WebhookMessage } from '@wazzup-kit/emulator'
import { oddEcho, oddEdit } from './odd-items.ts'
import type { Story } from './story.ts'

const people = ['Dora', 'Emil', 'Flora', 'Gleb'].map((name, index) => ({
  name,
  phone: `7900000040${index}`,
  username: name.toLowerCase(),
}))

// Only VK changes its state, because the bot cannot reply through a channel that is not active.
const { vk: spareChannel, ...busyChannels } = channelIds
const channels = Object.values(busyChannels)
const kinds = ['text', 'text', 'image', 'audio', 'video', 'document', 'geo', 'vcard', 'missing_call', 'system'] as const

function write(story: Story, given: Partial<WebhookMessage> = {}): WebhookMessage {
  const { emulator, dice, written } = story
  const message = emulator.simulate.customer.send({
    channelId: dice.pick(channels),
    type: dice.pick(kinds),
    ...(given.chatId === undefined && { from: dice.pick(people) }),
    ...given,
  })
  written.push(message)
  return message
}

/** Returns the ids of all outgoing messages: by the bot, by other programs and by operators. */
const outgoing = ({ emulator }: Story): string[] =>
  [...emulator.state.messages.values()].flatMap(({ isEcho, messageId }) => (isEcho ? [messageId] : []))

const chatOf = ({ channelId, chatType, chatId }: WebhookMessage) => ({ channelId, chatType, chatId })
const minutes = (count: number): number => count * 60_000

function sendFromProgram({ dice, programs, written }: Story): Promise<unknown> {
  const author = dice.below(2) === 0 ? {} : { crmUserId: 'user-1' }
  return dice.pick(programs).messages.send({ ...chatOf(dice.pick(written)), text: 'From a program', ...author })
}

/** Everything that can happen around the bot, by name. */
export const acts = {
  'a customer writes': (story: Story) => write(story),
  'a customer writes in a group': (story: Story) =>
    write(story, { channelId: channelIds.whatsapp, chatType: 'whatsgroup', chatId: '79000000201-1600000000' }),
  'a customer writes several messages at once': (story: Story) => {
    story.emulator.faults.deliveries.next('mixed', { about: 'messages' })
    for (let left = 3; left > 0; left--) write(story)
  },
  'a customer presses a button': async (story: Story) => {
    const { emulator, programs, written } = story
    const chat = { channelId: channelIds.telegram, chatType: 'telegram', chatId: chatIds.telegram }
    const { messageId } = await programs[0]!.messages.send({
      ...chat,
      text: 'Well?',
      buttonsObject: { replyMarkup: 'inline', buttons: [[{ text: 'Yes', callbackData: 'yes' }]] },
    })
    written.push(emulator.simulate.customer.press(messageId!, 0))
  },
  'a customer edits': ({ emulator, dice, written }: Story) =>
    emulator.simulate.customer.edit(dice.pick(written).messageId, 'Changed'),
  'a customer deletes': ({ emulator, dice, written }: Story) =>
    emulator.simulate.customer.delete(dice.pick(written).messageId),
  'only the edit of a message arrives': (story: Story) => {
    story.emulator.faults.deliveries.next('lost', { about: 'messages' })
    story.emulator.simulate.customer.edit(write(story).messageId, 'Changed')
  },
  'only the deletion of a message arrives': (story: Story) => {
    story.emulator.faults.deliveries.next('lost', { about: 'messages' })
    story.emulator.simulate.customer.delete(write(story).messageId)
  },
  'an operator writes': ({ emulator, dice, written }: Story) =>
    emulator.simulate.operator.send({ from: dice.pick(['wazzup', 'crm', 'phone']), ...chatOf(dice.pick(written)) }),
  'another program sends': sendFromProgram,
  'another program sends a message that fails': (story: Story) => {
    const inside = story.dice.pick(['messages', 'statuses'] as const)
    story.emulator.simulate.message.failNext('BAD_CONTACT', { inside })
    return sendFromProgram(story)
  },
  'the next send is dropped': ({ emulator }: Story) => emulator.simulate.message.dropNext(),
  'another program edits what was sent': ({ emulator, dice, programs }: Story) => {
    const { messageId, text } = dice.pick(emulator.ledger)
    return programs[0]!.messages.edit({ messageId, text: `${text}, changed` })
  },
  'another program deletes what was sent': ({ emulator, dice, programs }: Story) =>
    programs[0]!.messages.delete({ messageId: dice.pick(emulator.ledger).messageId }),
  'an outgoing message changes its status': (story: Story) => {
    const { message } = story.emulator.simulate
    const messageId = story.dice.pick(outgoing(story))
    return story.dice.pick([message.markSent, message.markDelivered, message.markRead, message.markEdited])(messageId)
  },
  'an outgoing message fails': (story: Story) => {
    const { message } = story.emulator.simulate
    const inside = story.dice.pick(['messages', 'statuses'] as const)
    return message.fail(story.dice.pick(outgoing(story)), 'BAD_CONTACT', { inside })
  },
  'a channel changes': ({ emulator, dice }: Story) =>
    emulator.simulate.channel.setState(spareChannel, dice.pick(['qr', 'active', 'disabled'])),
  'a template changes its status': ({ emulator, dice }: Story) =>
    emulator.simulate.template.setStatus(templateIds.greeting, dice.pick(['APPROVED', 'PAUSED'])),
  // Not awaited, because the delivery may be held back or lost.
  'Wazzup asks for a contact and a deal': ({ emulator, dice, written }: Story) =>
    void emulator.simulate.deal.askFor(dice.pick(written)),
  'Wazzup asks for a deal': ({ emulator }: Story) =>
    void emulator.simulate.deal.askFor({ contacts: [crypto.randomUUID()] }),
  'an old delivery is repeated': ({ emulator, dice }: Story) => {
    const { body } = dice.pick(emulator.deliveries)
    emulator.clock.advance(minutes(2 + dice.below(600)))
    return emulator.deliver(body)
  },
  'a message is delivered again': ({ emulator, dice, written }: Story) => {
    const message = dice.pick(written)
    emulator.clock.advance(61_000)
    return emulator.deliver({ messages: [message] })
  },
  'an echo has an odd form': (story: Story) => {
    const echo = oddEcho(story)
    return echo && story.emulator.deliver({ messages: [echo] })
  },
  'an odd echo and a message are in one delivery': (story: Story) => {
    const messages = [oddEcho(story), story.dice.pick(story.written)]
    return story.emulator.deliver({ messages })
  },
  'an edit has an odd form': (story: Story) => {
    const edit = oddEdit(story)
    return edit && story.emulator.deliver({ messages: [edit] })
  },
  'time passes': ({ emulator, dice }: Story) => emulator.clock.advance(dice.below(minutes(5))),
} satisfies Record<string, (story: Story) => unknown>

/** Name of an act. */
export type ActName = keyof typeof acts

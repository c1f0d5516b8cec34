import { channelIds, chatIds, templateIds, type WebhookMessage } from '@wazzup-kit/emulator'
import { oddEcho, oddEdit } from './odd-items.ts'
import type { Story } from './story.ts'

const people = ['Dora', 'Emil', 'Flora', 'Gleb'].map((name, index) => ({
  name,
  phone: `7900000040${index}`,
  username: name.toLowerCase(),
}))

// VK is left for what happens to channels: through one that is not active nothing can be answered.
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

/** Messages that went out: through the API, the bot's among them, or from an operator. */
const outgoing = ({ emulator }: Story): string[] =>
  [...emulator.state.messages.values()].flatMap(({ isEcho, messageId }) => (isEcho ? [messageId] : []))

const chatOf = ({ channelId, chatType, chatId }: WebhookMessage) => ({ channelId, chatType, chatId })
const minutes = (count: number): number => count * 60_000

function sendFromProgram({ dice, programs, written }: Story): Promise<unknown> {
  const author = dice.below(2) === 0 ? {} : { crmUserId: 'user-1' }
  return dice.pick(programs).messages.send({ ...chatOf(dice.pick(written)), text: 'From a program', ...author })
}

/** All that may happen around a bot, by name. */
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
  'another program sends in vain': (story: Story) => {
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
  'what went out gets on': (story: Story) => {
    const { message } = story.emulator.simulate
    const messageId = story.dice.pick(outgoing(story))
    return story.dice.pick([message.markSent, message.markDelivered, message.markRead, message.markEdited])(messageId)
  },
  'what went out fails': (story: Story) => {
    const { message } = story.emulator.simulate
    const inside = story.dice.pick(['messages', 'statuses'] as const)
    return message.fail(story.dice.pick(outgoing(story)), 'BAD_CONTACT', { inside })
  },
  'a channel changes': ({ emulator, dice }: Story) =>
    emulator.simulate.channel.setState(spareChannel, dice.pick(['qr', 'active', 'disabled'])),
  'a template is judged': ({ emulator, dice }: Story) =>
    emulator.simulate.template.setStatus(templateIds.greeting, dice.pick(['APPROVED', 'PAUSED'])),
  // Its answer is not waited for: the question may be held back or lost.
  'the CRM is asked for a contact': ({ emulator, dice, written }: Story) =>
    void emulator.simulate.deal.askFor(dice.pick(written)),
  'the CRM is asked for a deal': ({ emulator }: Story) =>
    void emulator.simulate.deal.askFor({ contacts: [crypto.randomUUID()] }),
  'an old delivery comes again': ({ emulator, dice }: Story) => {
    const { body } = dice.pick(emulator.deliveries)
    emulator.clock.advance(minutes(2 + dice.below(600)))
    return emulator.deliver(body)
  },
  'a message comes again': ({ emulator, dice, written }: Story) => {
    const message = dice.pick(written)
    emulator.clock.advance(61_000)
    return emulator.deliver({ messages: [message] })
  },
  'an echo comes in an odd form': (story: Story) => {
    const echo = oddEcho(story)
    return echo && story.emulator.deliver({ messages: [echo] })
  },
  'an odd echo comes beside a message': (story: Story) => {
    const messages = [oddEcho(story), story.dice.pick(story.written)]
    return story.emulator.deliver({ messages })
  },
  'an edit comes in an odd form': (story: Story) => {
    const edit = oddEdit(story)
    return edit && story.emulator.deliver({ messages: [edit] })
  },
  'time passes': ({ emulator, dice }: Story) => emulator.clock.advance(dice.below(minutes(5))),
} satisfies Record<string, (story: Story) => unknown>

/** Name of an act. */
export type ActName = keyof typeof acts

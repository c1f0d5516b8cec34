import { createWazzup } from '@wazzup-kit/core'
import { channelIds, type Emulator, type WebhookMessage } from '@wazzup-kit/emulator'
import { echoForms, editForms } from '@wazzup-kit/conformance/odd-items'

/** The text that another program of the same account sends. */
export const sentByAnother = 'From another program'

const group = { chatType: 'whatsgroup', chatId: '79000000201-1600000000' }
const telegroup = { channelId: channelIds.tgapi, chatType: 'telegroup', chatId: '-1001234567890' }

/** Makes the emulator deliver everything to which a bot that replies to texts must not reply. */
export async function sayWhatNeedsNoAnswer(emulator: Emulator): Promise<void> {
  const { customer, operator } = emulator.simulate
  // Files and other messages without a text.
  for (const type of ['image', 'audio', 'video', 'document', 'geo', 'vcard', 'unsupported', 'unknown'] as const) {
    customer.send({ type })
  }
  customer.send({ type: 'image', fileName: 'sticker.was' })
  customer.send({ type: 'reaction' as WebhookMessage['type'], text: null })
  customer.send({ text: null })
  customer.send({ text: '' })
  // Messages that no customer wrote to the bot: missed calls, system messages and groups.
  customer.send({ type: 'missing_call' })
  customer.send({ type: 'system', text: 'Messages are encrypted' })
  for (const place of [group, telegroup]) {
    customer.send({ ...place, text: 'Hello, all' })
    customer.send({ ...place, text: 'Hello, all', authorName: 'Boris' })
    customer.send({ ...place, type: 'system', text: 'Boris joined' })
    customer.send({ ...place, type: 'missing_call' })
  }
  customer.send({ chatType: 'vibergroup', chatId: '5', text: 'Hello, all' })
  customer.send({ chatId: group.chatId, text: 'Hello, all' })
  // A public comment: how the API replies to it is undocumented.
  customer.send({ channelId: channelIds.instagram, text: 'Nice', instPost: { id: 'post' } })
  await emulator.settled()

  // Echoes, in every known form.
  const { chatId, channelId } = customer.send({ type: 'audio' })
  const echoes = (['wazzup', 'crm', 'phone'] as const).map((from) => operator.send({ from, chatId, text: 'Hello' }))
  const another = createWazzup({ apiKey: emulator.keys.sidecarKey, fetch: emulator.fetch })
  await another.messages.send({ channelId, chatType: 'whatsapp', chatId, text: sentByAnother })
  const odd = echoes.flatMap((echo) => Object.values(echoForms).map((rewrite) => rewrite({ ...echo })))
  await emulator.deliver({ messages: odd })

  // Edits and deletions, in every known form and with every spelling of the flag.
  const text = { ...customer.send({ type: 'image' }), type: 'text', text: 'Hello' }
  const flags = [true, 'true', 'TRUE', 1, '1', 'yes', 2, [true], { value: true }]
  const changes = flags.flatMap((flag) => [
    { ...text, isEdited: flag },
    { ...text, isDeleted: flag },
    { ...text, isEcho: flag },
    { ...text, sentFromApp: flag },
  ])
  const edits = Object.values(editForms).map((rewrite) => rewrite({ ...text, isEdited: true }))
  await emulator.deliver({ messages: [...changes, ...edits] })
  await emulator.deliver({
    messages: [
      { ...text, status: 5 },
      { ...text, error: { error: 'BAD_CONTACT' }, status: null },
      { ...text, chatId: null },
      null,
    ],
    statuses: [{ messageId: text.messageId, status: 'read' }, { messageId: text.messageId }],
    somethingNew: [text],
  })
  await emulator.settled()
}

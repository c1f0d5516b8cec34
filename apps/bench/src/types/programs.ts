/** What a contender's user writes. Each of the lines is a statement of its own. */
export interface Programs {
  label: string
  /** Imports the package and creates its client. Everything else is measured on top of it. */
  start: string
  sends: readonly string[]
  handlers: readonly string[]
}

const wazzup: Programs = {
  label: '@wazzup-kit/core',
  start: `import { createWazzup, createWebhooks } from '@wazzup-kit/core'
const wazzup = createWazzup({ apiKey: 'key' })
const webhooks = createWebhooks({ secret: 'secret', wazzup })
`,
  sends: [
    `chatType: 'whatsapp', chatId: '79011112233', text: 'Hello'`,
    `chatType: 'whatsapp', chatId: '79011112233', contentUri: 'https://example.com/a.png'`,
    `chatType: 'whatsapp', chatId: '79011112233', templateId: 't', templateValues: ['Anna']`,
    `chatType: 'viber', chatId: '79011112233', text: 'Hello'`,
    `chatType: 'instagram', chatId: 'anna', text: 'Hello'`,
    `chatType: 'telegram', username: 'anna', text: 'Hello'`,
    `chatType: 'max', chatId: '1', text: 'Hello', buttonsObject: { buttons: [[{ type: 'message', text: 'Yes' }]] }`,
  ].map((fields) => `void wazzup.messages.send({ channelId: 'c', ${fields} })`),
  handlers: [
    `'message', async ({ text }, { reply }) => { if (text) await reply({ text }) }`,
    `'missedCall', (_, { reply }) => reply({ text: 'You called' })`,
    `'groupMessage', ({ text }) => console.log(text)`,
    `'echo', ({ error }) => console.log(error?.meaning)`,
    `'messageEdited', ({ oldInfo }) => console.log(oldInfo)`,
    `'status', ({ status }, { wazzup }) => console.log(status, wazzup.channels)`,
    `'channel', ({ state }) => console.log(state)`,
    `'template', ({ status }) => console.log(status)`,
    `'createContact', ({ name, contactData }) => ({ id: 1, responsibleUserId: 2, name: name ?? '', contactData })`,
    `'createDeal', async ({ contacts }) => ({ id: 1, responsibleUserId: 2, name: 'Deal', contacts, closed: false })`,
  ].map((handler) => `webhooks.on(${handler})`),
}

const grammy: Programs = {
  label: 'grammY',
  start: `import { Bot } from 'grammy'
const bot = new Bot('1:key')
`,
  sends: [
    `'Hello'`,
    `'Hello', { parse_mode: 'HTML' }`,
    `'Hello', { disable_notification: true }`,
    `'Hello', { link_preview_options: { is_disabled: true } }`,
    `'Hello', { reply_parameters: { message_id: 1 } }`,
    `'Hello', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] } }`,
    `'Hello', { reply_markup: { keyboard: [[{ text: 'Yes' }]], resize_keyboard: true } }`,
  ].map((rest) => `void bot.api.sendMessage(79011112233, ${rest})`),
  handlers: [
    `'message:text', async (ctx) => { await ctx.reply(ctx.message.text) }`,
    `'message', (ctx) => ctx.reply(String(ctx.from.id))`,
    `'message:photo', (ctx) => console.log(ctx.message.photo, ctx.message.caption)`,
    `'channel_post:text', (ctx) => console.log(ctx.channelPost.text)`,
    `'edited_message', (ctx) => console.log(ctx.editedMessage.edit_date)`,
    `'message_reaction', (ctx) => console.log(ctx.messageReaction.new_reaction, ctx.api.token)`,
    `'my_chat_member', (ctx) => console.log(ctx.myChatMember.new_chat_member.status)`,
    `'poll', (ctx) => console.log(ctx.poll.is_closed)`,
    `'callback_query:data', (ctx) => ctx.answerCallbackQuery(ctx.callbackQuery.data)`,
    `'inline_query', async (ctx) => { await ctx.answerInlineQuery([]); console.log(ctx.inlineQuery.query) }`,
  ].map((handler) => `bot.on(${handler})`),
}

const bolt: Programs = {
  label: '@slack/bolt',
  start: `import bolt from '@slack/bolt'
const app = new bolt.App({ token: 'token', signingSecret: 'secret' })
`,
  sends: [
    `text: 'Hello'`,
    `text: 'Hello', mrkdwn: true`,
    `text: 'Hello', thread_ts: '1.2'`,
    `text: 'Hello', unfurl_links: false`,
    `text: 'Hello', attachments: [{ color: '#fff', image_url: 'https://example.com/a.png' }]`,
    `text: 'Hello', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Hello' } }]`,
    `text: 'Hello', blocks: [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Yes' } }] }]`,
  ].map((fields) => `void app.client.chat.postMessage({ channel: 'c', ${fields} })`),
  handlers: [
    `message(async ({ message, say }) => { if ('text' in message && message.text) await say(message.text) })`,
    `message('missed', async ({ say }) => { await say('You called') })`,
    `event('app_mention', async ({ event, say }) => { await say(event.text) })`,
    `event('message', async ({ event }) => console.log(event.ts))`,
    `event('reaction_added', async ({ event }) => console.log(event.reaction))`,
    `event('member_joined_channel', async ({ event, client }) => console.log(event.user, client.users))`,
    `event('channel_created', async ({ event }) => console.log(event.channel.name))`,
    `event('file_shared', async ({ event }) => console.log(event.file_id))`,
    `event('team_join', async ({ event }) => console.log(event.user.name))`,
    `event('app_home_opened', async ({ event }) => console.log(event.tab))`,
  ].map((handler) => `app.${handler}`),
}

export const contenders: readonly Programs[] = [wazzup, grammy, bolt]

import { Bot, webhookCallback } from 'grammy'

const bot = new Bot('1:key')
bot.on('message', ({ message }) => console.log(message.text))

export const receive = webhookCallback(bot, 'std/http', { secretToken: 'key' })

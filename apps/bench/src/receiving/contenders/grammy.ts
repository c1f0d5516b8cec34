import { Bot, webhookCallback } from 'grammy'
import { secret, type CreateContender } from '../contender.ts'

const botInfo = {
  id: 1,
  is_bot: true,
  first_name: 'Bench',
  username: 'bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
} as unknown as NonNullable<ConstructorParameters<typeof Bot>[1]>['botInfo']

const entity = (index: number) => ({
  type: 'text_link',
  offset: index,
  length: 1,
  url: `https://store.example.com/0a1b2c3d/?filename=${index}.jpg&size=original&customer=7999${1_000_000 + index}`,
  user: { id: 1_000_000 + index, is_bot: false, first_name: `Иван Петров ${index}`, username: `ivan_${index}` },
})

/** grammY with Telegram's updates. An item is an entity of one message. Compares the secret in a header; one call for all. */
export const createContender: CreateContender = () => {
  let handled = 0
  const bot = new Bot('1:bench', { botInfo })
  bot.on('message', ({ message }) => {
    handled += message.entities?.length ?? 0
  })
  const receive = webhookCallback(bot, 'std/http', { secretToken: secret })
  return {
    delivery: (items) => ({
      body: JSON.stringify({
        update_id: 1,
        message: {
          message_id: 1,
          date: 1_763_820_960,
          chat: { id: 79_991_234_567, type: 'private', first_name: 'Иван' },
          from: { id: 79_991_234_567, is_bot: false, first_name: 'Иван' },
          text: 'Здравствуйте! Когда приедет заказ?',
          entities: Array.from({ length: items }, (_, index) => entity(index)),
        },
      }),
      headers: { 'x-telegram-bot-api-secret-token': secret },
    }),
    receive,
    handled: () => handled,
  }
}

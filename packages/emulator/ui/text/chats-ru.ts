import type { chatsEn } from './chats-en.ts'

/** Тексты списков чатов, поиска и новых чатов. */
export const chatsRu: typeof chatsEn = {
  switchChat: 'Перейти в чат',
  switchChatHint: 'Имя, телефон или мессенджер',
  noSuchChat: 'Такого чата нет.',
  newChat: 'Новый чат',
  newChatName: 'Имя клиента',
  newChatPhone: 'Телефон',
  newChatPhoneHint: 'Телефон с кодом страны, например +7 900 111-22-33',
  newChatUsername: 'Имя пользователя',
  newChatStart: 'Начать чат',
  noChats: 'Чатов пока нет',
  noChatsHint: 'Напишите как клиент, и чат появится.',
  chatsOf: (messenger) => `Чаты: ${messenger}`,
  groupOf: (id) => `Группа ${id}`,
  member: 'Участник группы',
  draft: 'Черновик',
  chatWith: (name) => `Чат с ${name}`,
}

/** Texts of the lists of chats, of the search and of new chats. */
export const chatsEn = {
  switchChat: 'Go to a chat',
  switchChatHint: 'Name, phone or messenger',
  noSuchChat: 'No chat matches.',
  newChat: 'New chat',
  newChatName: 'Name of the customer',
  newChatPhone: 'Phone',
  newChatPhoneHint: 'A phone with the country code, for example +7 900 111-22-33',
  newChatUsername: 'Username',
  newChatStart: 'Start the chat',
  noChats: 'No chats yet',
  noChatsHint: 'Write as a customer to start one.',
  chatsOf: (messenger: string) => `Chats on ${messenger}`,
  groupOf: (id: string) => `Group ${id}`,
  member: 'A member of the group',
  draft: 'Draft',
  chatWith: (name: string) => `Chat with ${name}`,
}

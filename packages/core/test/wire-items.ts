// Items as in Wazzup's documentation of webhooks: https://wazzup24.ru/help/api-ru/webhooks-2/

export const inbound = {
  messageId: '6a2087e8-e0b6-4cce-8a12-0bfd0b0a3e0d',
  channelId: '1f9c8a35-3b3c-4f4b-a5f6-7b7d1f6c0c11',
  chatType: 'whatsapp',
  chatId: '79011112233',
  dateTime: '2025-05-06T14:16:00.002Z',
  type: 'text',
  isEcho: false,
  contact: { name: 'Anna', avatarUri: 'https://store.wazzup24.com/avatar' },
  text: 'Good day',
  status: 'inbound',
}

/** A message that an operator wrote in the CRM. */
export const outgoing = {
  ...inbound,
  messageId: 'b8a3c2de-6a4f-4a55-9a4c-4cf4a0d7f0aa',
  isEcho: true,
  status: 'sent',
  authorName: 'Olga',
  authorId: 'user-7',
}

export const delivered = {
  messageId: outgoing.messageId,
  timestamp: '2025-05-06T14:16:05.000Z',
  status: 'delivered',
}

export const channelUpdate = { channelId: inbound.channelId, state: 'active', timestamp: 1_746_540_960_002 }

export const template = {
  templateGuid: '0d6c6b7e-8c7a-4f0a-9a65-5b1f3e6b0c55',
  name: 'order_ready',
  status: 'approved',
}

export const contactRequest = {
  responsibleUserId: 'user-7',
  name: 'Anna',
  contactData: [{ chatType: 'whatsapp', chatId: '79011112233' }],
  source: 'auto',
}

export const dealRequest = { responsibleUserId: 'user-7', contacts: ['contact-1'], source: 'byUser' }

/** One body for each kind of event. */
export const bodies = {
  message: { messages: [inbound] },
  groupMessage: { messages: [{ ...inbound, chatType: 'whatsgroup', chatId: '79011112233-1600000000' }] },
  missedCall: { messages: [{ ...inbound, type: 'missing_call', text: undefined }] },
  system: { messages: [{ ...inbound, type: 'system', text: 'Messages are encrypted' }] },
  echo: { messages: [outgoing] },
  messageEdited: { messages: [{ ...inbound, isEdited: true, text: 'Good evening', oldInfo: { oldText: 'Good day' } }] },
  messageDeleted: { messages: [{ ...inbound, isDeleted: true, oldInfo: { oldText: 'Good day' } }] },
  status: { statuses: [delivered] },
  channel: { channelsUpdates: [channelUpdate] },
  template: { templateStatus: template },
  createContact: { createContact: contactRequest },
  createDeal: { createDeal: dealRequest },
  unrecognized: { reactions: [{ emoji: '👍' }] },
}

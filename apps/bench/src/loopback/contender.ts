/** Sends one text. Resolves with the id from the parsed response. */
export type Send = (text: string) => Promise<unknown>

/** The type of the export `contender` of every file in `contenders/`: set up once, then called many times. */
export type Contender = (origin: string) => Send | Promise<Send>

/** The body of one send to Wazzup, for contenders that can send any body. */
export function messageOf(text: string) {
  return { channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b', chatType: 'whatsapp', chatId: '79991234567', text }
}

/** Headers, created once as an efficient caller does. */
export const messageHeaders = { 'content-type': 'application/json', authorization: 'Bearer bench' }

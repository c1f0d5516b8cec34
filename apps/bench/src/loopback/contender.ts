/** Sends one text and gives the id it read out of the parsed answer. */
export type Send = (text: string) => Promise<unknown>

/** What every file in `contenders/` exports as `contender`: set up once, then called many times. */
export type Contender = (origin: string) => Send | Promise<Send>

/** What a contender sends where it may choose: the body of one send to Wazzup. */
export function messageOf(text: string) {
  return { channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b', chatType: 'whatsapp', chatId: '79991234567', text }
}

/** Headers made once, as careful callers do. */
export const messageHeaders = { 'content-type': 'application/json', authorization: 'Bearer bench' }

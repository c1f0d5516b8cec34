import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/** Colours a text, unless NO_COLOR is set or the output is not a terminal. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

export const print = (text = ''): void => console.log(text)

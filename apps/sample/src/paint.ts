import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/** Returns the text in a colour or style; unchanged if NO_COLOR is set or stdout is not a terminal. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

/** Prints a line; an empty one by default. */
export const print = (text = ''): void => console.log(text)

/**
 * What to write instead, like a `Hint`. Each is a literal type: where a field has a value, editors then leave out the
 * inputs that have a hint for this field, and show the docstring of the one input that is left.
 */
export declare enum SendHint {
  'Send the file and its caption as two messages' = 'caption',
  'A template has no other content: its text is part of it' = 'template',
  'Send the buttons with a text: WABA takes none with a file' = 'buttons',
  'Give one of chatId, phone and username' = 'address',
  'An edit replaces either the text or the file' = 'edit',
  'Give either a file of your own or its public link' = 'file',
}

export type OneContent = (typeof SendHint)['Send the file and its caption as two messages']
export type TemplateAlone = (typeof SendHint)['A template has no other content: its text is part of it']
export type NoButtons = (typeof SendHint)['Send the buttons with a text: WABA takes none with a file']
export type OneAddress = (typeof SendHint)['Give one of chatId, phone and username']
export type OneEdit = (typeof SendHint)['An edit replaces either the text or the file']
export type OneFile = (typeof SendHint)['Give either a file of your own or its public link']

import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { chatKey, crmContactOf } from '../../account/chats.ts'
import type { EmulatedChatWindow, WindowChat } from '../../account/entities/chat-windows.ts'
import type { State } from '../../account/state.ts'
import { buildMessage, channelOfChat, dealsOfChat, type ChatWindowMessage } from '../../api/chat-window/events.ts'
import { findWindow } from '../../api/chat-window/windows.ts'
import type { Emulator } from '../../emulator/emulator.ts'

const MOST_CHATS = 50

const style = `body { margin: 0; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark }
section { padding: .5rem 0; border-top: 1px solid #8888 } h1 { font-size: 1.25rem } h2 { font-size: 1rem; margin: 0 }
p { margin: 0 0 .5rem; overflow-wrap: anywhere } button { font: inherit; margin: 0 .5rem .5rem 0 }`

const script = `document.addEventListener('click', ({ target }) => {
  const text = target.dataset.message
  if (!text) return
  const message = JSON.parse(text)
  parent.postMessage(message, '*')
  document.querySelector('[role=status]').textContent = 'Posted ' + message.type
})`

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Any page may show a chat window in a frame; the window loads nothing and sends nothing. */
const POLICY = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'; frame-ancestors *`

const asHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Returns the chats of a window: those of its card, or the newest ones of the account. The active chat is the first. */
function chatsOf({ messages }: State, { chats, activeChat }: EmulatedChatWindow): WindowChat[] {
  const all = chats ?? [...messages.values()].toReversed()
  const unique = new Map([...(activeChat ? [activeChat] : []), ...all].map((chat) => [chatKey(chat), chat]))
  return [...unique.keys()].slice(0, MOST_CHATS).map((key) => unique.get(key)!)
}

function buttonOf(label: string, message: ChatWindowMessage): string {
  return `<button type="button" data-message="${asHtml(JSON.stringify(message))}">${asHtml(label)}</button>`
}

function writeChat(state: State, window: EmulatedChatWindow, { chatType, chatId, channelId }: WindowChat): string {
  const chat = { chatType, chatId, ...(channelId !== undefined && { channelId }) }
  const name = crmContactOf(state, chat)?.name ?? state.customers.get(chatKey(chat))?.name ?? chatId
  const last = [...state.messages.values()].findLast((message) => chatKey(message) === chatKey(chat))
  const canPost = window.useDealsEvents && channelOfChat(state, chat) !== undefined
  const deals = canPost ? dealsOfChat(state, chat) : []
  const buttons = [
    ...(canPost ? [buttonOf('Create a deal', buildMessage(state, window, chat))] : []),
    ...deals.map((deal) => buttonOf(`Open "${deal.name}"`, buildMessage(state, window, chat, deal))),
  ]
  const said = last ? (last.text ?? last.type) : 'No messages yet'
  return `<section><h2>${asHtml(name)} (${asHtml(chatType)})</h2><p>${asHtml(said)}</p>${buttons.join('')}</section>`
}

/** Returns the page of a chat window. */
function writePage(state: State, window: EmulatedChatWindow): string {
  const { userId, useDealsEvents } = window
  const employee = state.users.get(userId)?.name ?? userId
  const hint = useDealsEvents ? '' : 'Opened without useDealsEvents, so it posts no events.'
  const chats = chatsOf(state, window).map((chat) => writeChat(state, window, chat))
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chat window</title><style>${style}</style>
<h1>Chats of ${asHtml(employee)}</h1><p role="status">${hint}</p>${chats.join('\n')}<script>${script}</script>`
}

/** Serves the chat windows that the app has opened. This is the only page that may be shown in a frame. */
export function serveChatWindows(app: Hono, { state }: Emulator): void {
  app.get('/chat/:id', (context) => {
    const window = findWindow(state, context.req.param('id'), context.req.query('token') ?? null)
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cache-control', 'no-store')
    if (!window) return context.text('There is no such chat window: open one with POST /v3/iframe', 404)
    context.header('content-security-policy', POLICY)
    return context.html(writePage(state, window))
  })
}

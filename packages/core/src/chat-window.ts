/** Entry `@wazzup-kit/core/chat-window`: for the browser, reads what a chat window says to the page around it. */
export {
  readChatWindowEvent,
  type ChatInWindow,
  type ChatWindowEvent,
  type OpenedEntity,
} from './chat-window/read-event.ts'

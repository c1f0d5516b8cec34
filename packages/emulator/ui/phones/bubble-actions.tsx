import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { Menu, type MenuItem } from '../pieces/menu.tsx'
import { act } from '../state/ask.ts'
import { preview } from '../state/preview.ts'
import { t } from '../text/text.ts'
import type { Pointing } from '../composer/writing.ts'

export interface BubbleActionsProps {
  message: MessageView
  onPoint(pointing: Pointing): void
  onFail(): void
}

/** Actions on a message: of the customer on their own messages, of the messenger on all others. */
export function BubbleActions({ message, onPoint, onFail }: BubbleActionsProps) {
  const { messageId, from, type, status } = message
  const text = t.value
  const quote: MenuItem = { label: text.quote, icon: 'quote', run: () => onPoint({ how: 'quote', message }) }
  const own: MenuItem[] = [
    ...(type === 'text'
      ? [{ label: text.edit, icon: 'pencil' as const, run: () => onPoint({ how: 'edit', message }) }]
      : []),
    { label: text.delete, icon: 'close', run: () => void act('simulate.customer.delete', { messageId }) },
  ]
  const delivered: MenuItem = {
    label: text.markDelivered,
    icon: 'delivered',
    run: () => void act('simulate.message.markDelivered', { messageId }),
  }
  const read: MenuItem = {
    label: text.markRead,
    icon: 'delivered',
    run: () => void act('simulate.message.markRead', { messageId }),
  }
  const others: MenuItem[] = [
    ...(status === 'sent' ? [delivered] : []),
    ...(status === 'sent' || status === 'delivered' ? [read] : []),
    ...(status === 'error' ? [] : [{ label: text.failMessage, icon: 'alert' as const, run: onFail }]),
  ]
  const items = [quote, ...(from === 'customer' ? own : others)]
  return <Menu label={text.actionsOf(preview(message, text))} icon="more" items={items} />
}

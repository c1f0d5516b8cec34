import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import type { Texts } from '../text/en.ts'

/** Returns the name of a messenger; for an unknown one, Wazzup's name of the transport. */
export const nameOf = ({ transport }: Pick<ChannelView, 'transport'>, t: Texts): string =>
  t.transports[transport] ?? transport

/** Our own icons in the style of each messenger; no trademarks. */
const glyphs: Readonly<Record<string, string>> = {
  whatsapp: 'M12 4a8 8 0 0 0-6.9 12L4 20l4.1-1.1A8 8 0 1 0 12 4zM9.3 8.5c-.8 2.8 3 6.8 6 6.2',
  wapi: 'M5 8h14l-1 11H6zM9 8a3 3 0 0 1 6 0M9.5 13.5l2 2 3.5-3.5',
  tgapi: 'M4 11.5L20 5l-3 14-5-3.5-2.5 2.5-.5-4.5z',
  telegram: 'M5 9h14v9H5zM12 9V5.5M9 13h.01M15 13h.01M9.5 15.8h5',
  instagram:
    'M8 4h8a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4zM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM16.7 7.3h.01',
  vk: 'M4 8c.5 5.5 3.5 8.5 8 8.5V8M12 12c3-.5 5-2 6-4M12 12c3 .3 5.5 2 6.5 4.5',
  avito:
    'M8.5 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM16 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 14a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM15.5 13a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  viber: 'M6 5h12v10h-5l-4 4v-4H6zM9.5 8.5c.3 2.3 1.7 3.7 4 4',
  max: 'M5 18V7l7 7 7-7v11',
  maxbot: 'M5 18V9l7 6 7-6v9M12 9V5M10.5 5h3',
}

/** The icon of a messenger on its colour. */
export function Messenger({ transport }: Pick<ChannelView, 'transport'>) {
  return (
    <span class="messenger" data-transport={transport} aria-hidden="true">
      <svg class="icon" viewBox="0 0 24 24">
        <path d={glyphs[transport] ?? 'M5 6h14v10h-8l-4 3v-3H5z'} />
      </svg>
    </span>
  )
}

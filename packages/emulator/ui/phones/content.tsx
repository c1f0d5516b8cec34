import type { MessageView } from '../../src/server/page-api/page-types.ts'
import { Icon, type IconName } from '../pieces/icon.tsx'
import { isSticker } from '../state/preview.ts'
import type { Texts } from '../text/en.ts'
import { t } from '../text/text.ts'

const icons: Readonly<Record<string, IconName>> = {
  image: 'picture',
  audio: 'voice',
  vcard: 'person',
  geo: 'place',
  missing_call: 'call',
  wapi_template: 'template',
}

/** Returns whether a file is on this machine or from this emulator. Only such files are loaded; all others are links. */
function isNear(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname, origin } = new URL(url)
  return hostname === '127.0.0.1' || hostname === 'localhost' || origin === location.origin
}

/** Content of a message. */
export function Content({ message }: { message: MessageView }) {
  const { type, text, file } = message
  if (isSticker(message)) return <Sticker />
  return (
    <>
      {file && <FileOf type={type} file={file} />}
      {text !== undefined && <p class="text">{text}</p>}
      {!file && text === undefined && (
        <p class="thing" title={t.value.undocumented}>
          <Icon name={icons[type] ?? 'file'} />
          {t.value.types[type as keyof Texts['types']] ?? type}
        </p>
      )}
    </>
  )
}

/** A placeholder for every sticker, because browsers cannot display their format. */
function Sticker() {
  return (
    <svg class="sticker" viewBox="0 0 100 100" role="img" aria-label={t.value.sticker}>
      <circle cx="50" cy="50" r="42" fill="#ffd257" stroke="#fff" stroke-width="7" />
      <path d="M30 42q6-9 12 0M58 42q6-9 12 0" />
      <path d="M29 58q21 26 42 0z" fill="#7a3b12" />
    </svg>
  )
}

function FileOf({ type, file }: { type: string; file: NonNullable<MessageView['file']> }) {
  const { url, name } = file
  if (type === 'image' && isNear(url)) return <img class="picture" src={url} alt={name} loading="lazy" />
  if (type === 'audio' && isNear(url))
    return <audio class="voice" controls preload="metadata" src={url} aria-label={name} />
  if (type === 'video' && isNear(url))
    return <video class="picture" controls preload="metadata" src={url} aria-label={name} />
  return (
    <a class="thing" href={/^https?:/.test(url) ? url : undefined} target="_blank" rel="noreferrer">
      <Icon name={icons[type] ?? 'file'} />
      <span>{name}</span>
    </a>
  )
}

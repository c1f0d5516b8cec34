import type { Said } from './writing.ts'

/** Maximum size in bytes. With base64, the request stays below the emulator's limit of one megabyte. */
const MOST_BYTES = 700 * 1024
/** Maximum width and height of a photo; larger ones are scaled down, as in messengers. */
const MOST_PIXELS = 1_280

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('Unreadable'))
    reader.readAsDataURL(blob)
  })
}

async function smaller(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture)
  const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
}

function typeOf(mime: string): string {
  const [kind] = mime.split('/')
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

/** Reads a file that the user selected, and scales a large picture down. Undefined when the file is too big. */
export async function readFile(file: File): Promise<Said | undefined> {
  const type = typeOf(file.type)
  const fits = file.size <= MOST_BYTES
  const blob = fits || type !== 'image' ? file : await smaller(file)
  if (blob.size > MOST_BYTES) return undefined
  const name = blob === file ? file.name : file.name.replace(/\.\w+$/, '.jpg')
  return { type, file: { name, data: await asDataUrl(blob) } }
}

import type { Said } from './writing.ts'

// Sample files.

/** A small landscape. */
export function samplePicture(): Said {
  const canvas = document.createElement('canvas')
  canvas.width = 480
  canvas.height = 320
  const pen = canvas.getContext('2d')!
  const sky = pen.createLinearGradient(0, 0, 0, 240)
  sky.addColorStop(0, '#5b7fd6')
  sky.addColorStop(1, '#ffd9a8')
  pen.fillStyle = sky
  pen.fillRect(0, 0, 480, 320)
  pen.fillStyle = '#fff3d6'
  pen.beginPath()
  pen.arc(340, 120, 34, 0, Math.PI * 2)
  pen.fill()
  for (const [colour, base, height] of [
    ['#7a8fc4', 210, 60],
    ['#4f6aa3', 240, 40],
    ['#2e4370', 275, 30],
  ] as const) {
    pen.fillStyle = colour
    pen.beginPath()
    pen.moveTo(0, 320)
    for (let x = 0; x <= 480; x += 12) pen.lineTo(x, base - height * Math.abs(Math.sin(x / 70 + base)))
    pen.lineTo(480, 320)
    pen.fill()
  }
  return { type: 'image', file: { name: 'hills.png', data: canvas.toDataURL('image/png') } }
}

const RATE = 8_000
const SECONDS = 1.2

/** Two notes, as an 8-bit WAV file. */
export function sampleVoice(): Said {
  const samples = Math.round(RATE * SECONDS)
  const bytes = new Uint8Array(44 + samples)
  const view = new DataView(bytes.buffer)
  const write = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at)
  write(0, 'RIFF')
  view.setUint32(4, 36 + samples, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  write(36, 'data')
  view.setUint32(40, samples, true)
  for (let at = 0; at < samples; at += 1) {
    const note = at < samples / 2 ? 440 : 587
    const fade = Math.sin((Math.PI * (at % (samples / 2))) / (samples / 2))
    bytes[44 + at] = 128 + 90 * fade * Math.sin((2 * Math.PI * note * at) / RATE)
  }
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { type: 'audio', file: { name: 'voice.wav', data: `data:audio/wav;base64,${btoa(binary)}` } }
}

/** On WhatsApp a sticker is a picture in a `.was` file. */
export const sampleSticker = (): Said => ({
  type: 'image',
  file: { name: 'sticker.was', data: `data:application/octet-stream;base64,${btoa('sticker')}` },
})

import { existsSync } from 'node:fs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Returns the path of Chromium: `CHROMIUM_PATH`, or a usual place, or undefined if there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH: given } = process.env
  return given ? (existsSync(given) ? given : undefined) : usual.find((path) => existsSync(path))
}

/** True if there is no Chromium, so that its tests are skipped. False under CI: there the tests fail instead. */
export const skipsWithoutChromium = findChromium() === undefined && !process.env.CI

if (skipsWithoutChromium)
  console.warn('No Chromium here: tests of the page are skipped. Install it, or set CHROMIUM_PATH.')

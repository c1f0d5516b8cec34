import { existsSync } from 'node:fs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where a Chromium is: as `CHROMIUM_PATH` says, or where systems put it; undefined when there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH: told } = process.env
  return told ? (existsSync(told) ? told : undefined) : usual.find((path) => existsSync(path))
}

/** Without a Chromium these tests are skipped; under CI they fail instead, and say what is missing. */
export const skipsWithoutChromium = findChromium() === undefined && !process.env.CI

if (skipsWithoutChromium)
  console.warn('No Chromium here: tests of the page are skipped. Install it, or set CHROMIUM_PATH.')

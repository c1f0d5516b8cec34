import { waitUntil } from '@vercel/functions'
import type { Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

const serve = createWebBot(JSON.parse(process.env.ENVIRONMENT!) as Environment)

// oxlint-disable-next-line import/no-default-export -- a function of Vercel is a default export.
export default { fetch: (request: Request) => serve(request, waitUntil) }

import { createNextApiRoute } from '@/bot/next-api-bot.ts'

export const config = { api: { bodyParser: false, externalResolver: true } }

// oxlint-disable-next-line import/no-default-export -- a route of pages/api is a default export.
export default createNextApiRoute('/api/contract/raw', () => ({
  apiKey: process.env.WAZZUP_API_KEY!,
  baseUrl: process.env.WAZZUP_BASE_URL!,
}))

import { createNextApiRoute } from '@/bot/next-api-bot.ts'

// oxlint-disable-next-line import/no-default-export -- a route of pages/api is a default export.
export default createNextApiRoute('/api/contract/parsed', () => ({
  apiKey: process.env.WAZZUP_API_KEY!,
  baseUrl: process.env.WAZZUP_BASE_URL!,
}))

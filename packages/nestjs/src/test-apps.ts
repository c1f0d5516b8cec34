import type { DynamicModule, INestApplication, NestApplicationOptions } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { onTestFinished } from 'vitest'

/** Both platforms of Nest. When an app closes, whatever is not waited for is cut off: Express is told by Nest. */
export const platforms = [
  { platform: 'Express', adapter: () => new ExpressAdapter() },
  { platform: 'Fastify', adapter: () => new FastifyAdapter({ forceCloseConnections: true }) },
] as const

/** One of them. */
export type Platform = (typeof platforms)[number]

/** What is special about an app. */
export interface AppSettings {
  options?: NestApplicationOptions | undefined
  /** Done before the app listens. */
  prepare?(app: INestApplication): void
}

/** An app that listens. */
export interface RunningApp {
  app: INestApplication
  url: string
  /** Posts as Wazzup does, its content type included, which is malformed. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** Headers of a delivery. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const wazzupHeaders = { 'content-type': 'application/json; charset-utf-8', 'user-agent': 'node-fetch' }

/** A delivery of one incoming message. */
export function incoming(text: string, more: object = {}): object {
  return { ...buildDelivery('message', { text }), ...more }
}

// oxlint-disable-next-line typescript/no-extraneous-class -- what a module holds stands in its metadata
class AppModule {}

/** Starts an app of these parts on a free port of this machine, and closes it after the test. */
export async function startApp(
  { adapter }: Platform,
  parts: Omit<DynamicModule, 'module'>,
  { options, prepare }: AppSettings = {},
): Promise<RunningApp> {
  const settings: NestApplicationOptions = {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
    ...options,
  }
  const app = await NestFactory.create<INestApplication>({ module: AppModule, ...parts }, adapter(), settings)
  onTestFinished(() => app.close())
  prepare?.(app)
  await app.listen(0, '127.0.0.1')
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1')
  return {
    app,
    url,
    post: (path, body, headers = wazzupHeaders) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

/** The error with which an app of these parts does not start. */
export async function failureToStart(parts: Omit<DynamicModule, 'module'>): Promise<string> {
  try {
    await startApp(platforms[0], parts)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it started')
}

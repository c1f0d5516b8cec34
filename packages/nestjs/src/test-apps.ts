import type { DynamicModule, INestApplication, NestApplicationOptions } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { onTestFinished } from 'vitest'

/** Both platforms of Nest, without `forceCloseConnections`: the module itself ends the connections of a server that closes. */
export const platforms = [
  { platform: 'Express', adapter: () => new ExpressAdapter() },
  { platform: 'Fastify', adapter: () => new FastifyAdapter() },
] as const

/** A platform of Nest. */
export type Platform = (typeof platforms)[number]

/** Settings of one app. */
export interface AppSettings {
  options?: NestApplicationOptions | undefined
  /** Called before the app listens. */
  prepare?(app: INestApplication): void
}

/** A listening app. */
export interface RunningApp {
  app: INestApplication
  url: string
  /** Posts like Wazzup, including its malformed content type. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** Headers of a delivery. https://wazzup24.ru/help/api-ru/webhooks-2/ */
export const wazzupHeaders = { 'content-type': 'application/json; charset-utf-8', 'user-agent': 'node-fetch' }

/** A delivery of one incoming message. */
export function incoming(text: string, more: object = {}): object {
  return { ...buildDelivery('message', { text }), ...more }
}

// oxlint-disable-next-line typescript/no-extraneous-class -- the content of a module is in its metadata
export class AppModule {}

/** Starts an app of these parts on a free port of this machine, and closes it after the test. */
export async function startApp(
  { adapter }: Platform,
  parts: Omit<DynamicModule, 'module'>,
  { options, prepare }: AppSettings = {},
): Promise<RunningApp> {
  const settings: NestApplicationOptions = {
    logger: false,
    abortOnError: false,
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

/** Returns the message of the error that prevents an app of these parts from starting. */
export async function failureToStart(parts: Omit<DynamicModule, 'module'>): Promise<string> {
  try {
    await startApp(platforms[0], parts)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it started')
}

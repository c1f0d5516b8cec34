import type { Wazzup, Webhooks } from '@wazzup-kit/core'
import type { AccountStore, Clock, Outbox, Timers } from '@wazzup-kit/core/store'
import type { Emulator, RouteName } from '@wazzup-kit/emulator'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a file of `scenarios` exports. It has the name of the page in docs/recipes. */
export interface ScenarioFile {
  /** Creates the scenario, for a run or for a process: what it remembers belongs to the run. */
  createScenario(): Scenario
}

/** How a recipe is tested in processes that are killed. The processes call `connect` and `begin`, and the test calls the rest. */
export interface Scenario<Recipe = unknown> {
  /** Whether there is no page: the processes have only the parts of `wazzup.ts`. @default false */
  hasNoPage?: boolean
  /** Other pages whose files the recipe uses. @default none */
  otherPages?: readonly string[]
  /** What the page says to change in `wazzup.ts`: texts, and what takes their place. @default nothing */
  changes?: readonly (readonly [from: string, to: string])[]
  /** Returns variables of the environment of the processes. @default none */
  env?(folder: string): Readonly<Record<string, string>>
  /** Names of the accounts of the recipe, each with an address of its own: `/wazzup/<name>`. @default one account, at `/wazzup` */
  accounts?: readonly string[]
  /** Calls of Wazzup that fail now and then, of which some have taken effect. @default ['messages.send'] */
  faultyCalls?: readonly RouteName[]
  /** Returns the functions that the test can call in a process. It is called before the process handles anything. */
  connect(recipe: Recipe, child: Child): Calls | Promise<Calls>
  /** Returns what a process serves. @default `webhooks` and `timers` of `wazzup.ts` */
  serve?(recipe: Recipe, child: Child): Served
  /** Runs in each process when it listens, as on a deploy. */
  begin?(recipe: Recipe, child: Child): Promise<unknown>
  /**
   * Does what happens in some hours, and resolves when the recipe should have done its work. Rounds are repeated until all kills
   * have happened. Faults of calls and deliveries are on, and a process may end at any time.
   */
  round(world: World, round: number): Promise<void>
  /** Returns what does not hold in the end, when no process has anything left to do. */
  judge(world: World): readonly string[] | Promise<readonly string[]>
}

/** Functions that the test can call in a process. */
type Calls = Readonly<Record<string, (...args: never[]) => unknown>>

/** What a process serves. */
export interface Served {
  receive(request: IncomingMessage, response: ServerResponse): unknown
  start(): void
  /** Where its work is stored. */
  stores: readonly AccountStore[]
}

/** How an account is reached. */
export interface Account {
  apiKey: string
  baseUrl: string
  /** The secret of its subscription. */
  secret: string
}

/** What a scenario uses in a process. */
export interface Child {
  /** What `wazzup.ts` exports. */
  parts: { wazzup: Wazzup; webhooks: Webhooks; outbox: Outbox; timers: Timers; store: AccountStore }
  clock: Clock
  /** Returns what another file of the page exports. */
  load(file: string): Promise<unknown>
  /** The address of the emulator of the first account. */
  baseUrl: string
  /** All accounts by their names. */
  accounts: Readonly<Record<string, Account>>
  /** The address of the balancer, for the subscription. */
  url: string
  /** The folder of the recipe, for files that the test and the processes share. */
  folder: string
  /** Writes down something for the judge. It survives the end of the process. What is written to the console is written down too. */
  report(what: string, ...details: unknown[]): void
}

/** Something that a process has written down. */
export interface Report {
  /** The first argument of `report`; `warn` and `error` for the functions of the console. */
  what: string
  details: unknown[]
  pid: number
  /** By the clock of the processes. */
  at: number
}

/** What a scenario uses in the test. */
export interface World {
  /** The emulator of the first account. */
  emulator: Emulator
  /** The emulators of all accounts, in the order of `accounts`. */
  emulators: readonly Emulator[]
  url: string
  folder: string
  /** Returns the ids of messages of which it cannot be known whether they were sent. */
  listUnknown(): Promise<readonly string[]>
  /** Calls a function in one of the processes, and again when the process was killed meanwhile, or Wazzup has failed. */
  call(name: string, ...args: unknown[]): Promise<unknown>
  /** Calls a function in all processes at once. Returns what the calls returned that did not end so: at least one. */
  callAll(name: string, ...args: unknown[]): Promise<unknown[]>
  /** Lets the processes do what they can do now, and moves the time of all processes and of the emulator. */
  pass(milliseconds: number): Promise<void>
  /** Waits until something holds that the processes do, and moves the time by a second again and again. */
  until(what: string, holds: () => boolean): Promise<void>
  /** Returns what processes have written down, also those that were killed. */
  reports(what: string): Report[]
  /** Processes that were killed until now. */
  kills(): number
}

/** Returns a text of the details of a report, for a search. */
export function textOf({ details }: Report): string {
  return details.map((detail) => (typeof detail === 'string' ? detail : JSON.stringify(detail))).join(' ')
}

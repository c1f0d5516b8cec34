import { DEFAULT_PORT, DEFAULT_URL } from './options.ts'

const running = `  --url <address>     address of the running emulator (default ${DEFAULT_URL})
  --token <text>      token of the running emulator (default: the variable WAZZUP_EMULATOR_TOKEN)`

const serve = `wazzup-emulator [options]           runs the emulator

  Address
    --port <number>     port (default ${DEFAULT_PORT}; 0: any free one)
    --host <name>       address to listen on (default 127.0.0.1). Any other one needs --token or --unprotected
    --token <text>      token for the page and the control API: 8 to 200 letters, digits or . _ ~ -
                        (default: the variable WAZZUP_EMULATOR_TOKEN). In a browser, open /?token=<text>
    --unprotected       lets every machine that reaches the port use the page and the control API
    GET /_emulator/health responds with 200 while the emulator runs

  Account
    --account <file>    JSON with options of the account. Several times: several accounts on one port. A call of the
                        API goes to the account whose key it has, by default <name>-api-key. The page and the control
                        API of an account are at <address>/accounts/<name>; the commands below use that as --url
    --api-key <text>    API key (default emulator-api-key)
    --crm-key <text>    key with which webhooks are authorized (default none)
    --channels <list>   transports of the default channels to keep, for example whatsapp,tgapi (default all)
    --rate-limit off    no rate limit (default: 500 requests in 5 seconds)
    --seed <text>       seed of all ids (default: a new one at each start)
    --now <time>        time at the start, for example 2026-01-15T12:00:00Z (default: the time of this machine)
    --clock stopped     the clock only moves when clock.advance moves it (default: running)
    --fetch-files       fetches the files of sends, and rejects those that Wazzup would reject

  Files and output
    --state <file>      continues from this file if it exists, and keeps it up to date
    --log-limit <n>     how many requests and deliveries the logs keep, or off (default 10000, and 32 MB of each)
    --json              prints everything as JSON, one object per line: a log for replay

  An account file may have: name, port, state, seed, now, clock, apiKey, sidecarKey, partnerKey, crmKey, rateLimit,
  logLimit, the settings (tariff, closedWindows ...: see wazzup-emulator trigger settings.set --help), and the contents
  of the account: channels, templates, users, operators, contacts, deals, pipelines, incoming, waiting, unreachable.`

const forward = `wazzup-emulator forward <address>    sends the webhooks of a running emulator to this address

  --only <flags>      for example messagesAndStatuses,channelsUpdates (default: all)
${running}`

const replay = `wazzup-emulator replay <log>         posts the deliveries of a log again, in order

  --to <address>      posts to this address (default: the subscriber of a running emulator)
  --bearer <crmKey>   sends this key as Authorization, together with --to
${running}`

const trigger = `wazzup-emulator trigger <event> [--field value] [--input json]
                                     makes something happen in a running emulator

  trigger --help prints all events and their fields, trigger <event> --help those of one event
${running}`

/** Help of each command; that of the emulator itself is in {@link usage}. */
export const commandHelp: Readonly<Record<string, string>> = { forward, replay, trigger }

/** Help of the whole program. */
export const usage = `wazzup-emulator: a Wazzup24 API v3 on this machine, with a page on which you play the customers

${[serve, trigger, forward, replay].join('\n\n')}

  --help              prints this text; after a command, the help of the command
  --version           prints the version`

import { apiErrors, deliveryErrors } from '@wazzup-kit/core/errors'
import { ruleGroups, rules, type Rule, type RuleGroup } from '@wazzup-kit/emulator'
import { blocks, code, pageLink, table } from './markdown.ts'

const count = (basis: Rule['basis']): number => rules.filter((rule) => rule.basis === basis).length

const intro = `# What the emulator does

<!-- Printed by \`pnpm docs:print\` from the functions in packages/emulator that keep the rules. Do not edit. -->

The ${rules.length} rules that the emulator keeps. Each has a test that names it. _Known_ says how certain it is that Wazzup does the same:

- **documented** (${count('documented')}): Wazzup's documentation says it.
- **observed in production** (${count('observed in production')}): it was observed on a real account.
- **found in public code** (${count('found in public code')}): public code that calls the API relies on it.
- **our assumption** (${count('our assumption')}): it is undocumented, or the documentation contradicts itself.

_Changed by_ names an option of \`createEmulator\`, a field of its state, or the function that causes it.`

const codesIntro = `## How to cause each error

Each code of [errors.md](errors.md) can be caused on command. Many also come by themselves when their rule is broken; the rules that explain why the others do not are in brackets. \`emulator.faults.calls.respondWith(code)\` causes a response with a code, \`emulator.simulate.message.failNext(code)\` a failure by webhook.`

/** Returns the text of docs/emulator.md. */
export function printEmulator(): string {
  return `${blocks(intro, ...ruleGroups.map(printGroup), codesIntro, printCodes())}\n`
}

function printGroup({ title, rules }: RuleGroup): string {
  const rows = rules.map(({ id, sentence, basis, codes = [], option, docUrl }) => [
    code(id),
    sentence,
    basis,
    codes.map(linkTo).join(', '),
    option ? code(option) : '',
    pageLink(docUrl),
  ])
  return blocks(`## ${title}`, table(['Rule', 'What it says', 'Known', 'Errors', 'Changed by', 'Page'], rows))
}

function printCodes(): string | null {
  const all = [...new Set([...Object.keys(apiErrors), ...Object.keys(deliveryErrors)])].sort()
  const rows = all.map((name) => [
    linkTo(name),
    printRulesOf(name),
    [name in apiErrors ? 'response' : null, name in deliveryErrors ? 'webhook' : null].filter(Boolean).join(', '),
  ])
  return table(['Error', 'By itself', 'On command'], rows)
}

/** Returns the rules that cause a code, or in brackets the rules that explain why none does. */
function printRulesOf(name: string): string {
  const about = rules.filter(({ codes }) => codes?.some((known) => known === name))
  const broken = about.filter(({ codesCome }) => codesCome !== 'on command')
  const list = (some: typeof about): string => some.map(({ id }) => code(id)).join(', ')
  return broken.length > 0 ? list(broken) : `(${list(about)})`
}

function linkTo(name: string): string {
  return `[${name}](errors.md#${name.toLowerCase()})`
}

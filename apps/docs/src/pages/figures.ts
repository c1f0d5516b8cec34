import { fileLimits, MEGABYTE, textLimits } from '@wazzup-kit/core/messengers'

const number = new Intl.NumberFormat('en-US')

/** Returns the limits that Wazzup documents for an error code, in words. The figures are in the capability tables only. */
export function figuresOf(code: string): string[] {
  const texts = textLimits.flatMap(({ kind, figures, strict }) => {
    const stated = figures.filter((figure) => figure.code === code)
    if (stated.length === 0) return []
    const own = stated.map(
      ({ characters, part }) => `${number.format(characters)} characters${part ? ` of ${part}` : ''}`,
    )
    const others = figures.filter((figure) => figure.code !== code && !figure.doubt)
    // The limit of a header does not contradict that of the whole text.
    const whole = stated.filter(({ part }) => part !== 'header')
    const differing = others.filter(({ characters }) => whole.every((figure) => figure.characters !== characters))
    const contradiction = differing.map(({ characters }) => `; the parameter table says ${number.format(characters)}`)
    const advice = differing.length > 0 ? `; ${number.format(strict)} is safe` : ''
    return [`${own.join(', ')} (${kind})${contradiction.join('')}${advice}`]
  })
  const files = fileLimits
    .filter((limit) => limit.code === code)
    .map(({ bytes, content }) => `${bytes / MEGABYTE} MB${content ? ` (${content.join(', ')})` : ''}`)
  return [...new Set([...texts, ...files])]
}

import type { ComponentChildren } from 'preact'

/** Matches the parts of JSON that are coloured. */
const parts = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g

const LONGEST = 50_000

function colour(text: string): ComponentChildren[] {
  const out: ComponentChildren[] = []
  let from = 0
  for (const match of text.matchAll(parts)) {
    const [whole, string, colon] = match
    out.push(text.slice(from, match.index))
    from = match.index + whole.length
    if (string === undefined) out.push(<span class="json-value">{whole}</span>)
    else out.push(<span class={colon === undefined ? 'json-text' : 'json-key'}>{string}</span>, colon)
  }
  out.push(text.slice(from))
  return out
}

/** A value as formatted JSON; other text is shown unchanged. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
  return (
    <pre class="json" tabIndex={0} role="region" aria-label={label}>
      {typeof value === 'string' ? shown : colour(shown)}
    </pre>
  )
}

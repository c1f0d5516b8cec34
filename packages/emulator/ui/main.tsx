import { render } from 'preact'
import { Page } from './page.tsx'
import { keepFocus } from './state/focus.ts'
import { listen } from './state/stream.ts'

render(<Page />, document.getElementById('page')!)
keepFocus()
listen()

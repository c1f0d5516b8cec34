import { render } from 'preact'
import { Page } from './page.tsx'
import { keepFocus } from './state/focus.ts'
import { keepPlace } from './state/history.ts'
import { listen } from './state/stream.ts'

keepPlace()
render(<Page />, document.getElementById('page')!)
keepFocus()
listen()

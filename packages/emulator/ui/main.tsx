import { render } from 'preact'
import './styles/tokens.css'
import './styles/base.css'
import './styles/pieces.css'
import './styles/header.css'
import './styles/phones.css'
import './styles/chats.css'
import './styles/bubbles.css'
import './styles/composer.css'
import './styles/inspector.css'
import './styles/log.css'
import { Page } from './page.tsx'
import { listen } from './state/stream.ts'

render(<Page />, document.getElementById('page')!)
listen()

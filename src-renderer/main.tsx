import './no-code-from-text.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openBridge } from './bridge.ts'
import { App } from './shell/app.tsx'
import { makeQueryClient } from './station.tsx'
import '@mantine/core/styles.layer.css'
import './style/tokens.css'
import './style/base.css'
import './style/part.css'
import './style/find.css'
import './style/table.css'
import './style/shell.css'
import './style/work.css'
import './style/head.css'
import './style/history.css'
import './style/scan-card.css'
import './style/question.css'
import './style/lines.css'
import './style/handover.css'
import './style/bench.css'
import './style/box.css'
import './style/order.css'
import './style/count.css'
import './style/office.css'
import './style/doctor.css'
import './style/sync.css'
import './style/explain.css'
import './style/record.css'
import './style/staff.css'
import './style/return.css'
import './style/approve.css'

/** Begins the screens with nothing known yet, and gives what ends them. */
export function startScreens(place: HTMLElement): () => void {
  const root = createRoot(place)
  root.render(
    <StrictMode>
      <App bridge={openBridge(window)} client={makeQueryClient()} />
    </StrictMode>,
  )
  return () => root.unmount()
}

const place = document.getElementById('screens')
if (!place) throw new Error('The page has no place for the station')
/** Ends the screens this page began with. */
export const endScreens = startScreens(place)

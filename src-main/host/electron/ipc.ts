import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Settled } from '../../../src-shared/failure.ts'
import type { Log } from '../../log/log.ts'
import type { Door } from '../door.ts'
import { isTrustedSender } from '../policy.ts'
import type { Subscribe } from '../station-door.ts'
import { askChannel, newsChannel } from './channel.ts'

/** Answers the page's requests through the door. Gives the way to stop. */
export function answerPage(door: Door, log: Log): () => void {
  ipcMain.handle(askChannel, (event, ask: unknown, takes: unknown): Promise<Settled<unknown>> => {
    if (isOurPage(event)) return door.answer(ask, takes)
    log.warn('ipc-refused', { url: (event.senderFrame?.url ?? 'none').slice(0, 200) })
    return Promise.resolve(refused)
  })
  return () => ipcMain.removeHandler(askChannel)
}

/** Passes the station's news to the window. Gives the way to stop. */
export function passNews(subscribe: Subscribe, window: () => BrowserWindow | null): () => void {
  return subscribe((news) => {
    const shown = window()
    if (shown && !shown.isDestroyed()) shown.webContents.send(newsChannel, news.topic, news.body)
  })
}

function isOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return isTrustedSender({
    frameUrl: frame?.url ?? null,
    isTopFrame: frame !== null && frame.parent === null,
  })
}

const refused: Settled<unknown> = {
  ok: false,
  failure: {
    code: 'not-our-window',
    say: 'This request did not come from the station’s own window.',
    next: 'Close what you opened and use the station’s window.',
    retryable: false,
    traceId: null,
  },
}

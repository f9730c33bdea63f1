import { protocol, type Session } from 'electron'
import type { Log } from '../../log/log.ts'
import { mayLoad, ownPath, ownScheme, schemePrivileges } from '../policy.ts'
import { notFound, type Served, serve } from '../served-files.ts'
import type { FileDoor } from '../station-door.ts'

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: ownScheme, privileges: schemePrivileges }])
}

/** Serves the page under the own scheme and cuts the page off from every other address. */
export function servePages(session: Session, rendererFolder: string, files: FileDoor, log: Log): void {
  session.protocol.handle(ownScheme, async (request) => {
    const path = ownPath(request.url, request.method)
    if (path === null) return toResponse(notFound())
    try {
      return toResponse(await serve(path, rendererFolder, files))
    } catch (thrown) {
      log.bug('page-broke', thrown)
      return toResponse({ ...notFound(), status: 500 })
    }
  })
  session.webRequest.onBeforeRequest((details, callback) => {
    const isAllowed = mayLoad(details.url)
    if (!isAllowed) log.warn('address-refused', { url: details.url.slice(0, 200) })
    callback({ cancel: !isAllowed })
  })
}

function toResponse(served: Served): Response {
  const body = typeof served.body === 'string' ? served.body : new Uint8Array(served.body)
  return new Response(body, { status: served.status, headers: served.headers })
}

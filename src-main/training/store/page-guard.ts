import type { IncomingHttpHeaders } from 'node:http'

/** Whether a request names this machine itself: a page of another host cannot, not even by re-pointing its name. */
export function isOurHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

/**
 * Whether a form was posted from our own page. Browsers say where from in `Origin` and `Sec-Fetch-Site`; a program
 * that is no browser says neither and may post.
 */
export function isOurForm(headers: IncomingHttpHeaders, port: number): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  const { origin } = headers
  return (
    origin === undefined || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`
  )
}

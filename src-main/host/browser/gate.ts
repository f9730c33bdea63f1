import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Who may speak to the loopback host: the right Host and Origin, and the station's token in one of three places. */
export type Gate = {
  /** The name that page addresses carry; a name pointed at 127.0.0.1 from outside is refused (DNS rebinding). */
  isOurHost(headers: IncomingHttpHeaders): boolean
  /** Own pages, or no page at all (automation sends no Origin). */
  isOurOrigin(headers: IncomingHttpHeaders): boolean
  /** `none` when nothing of use was shown, `wrong` when an Authorization header is not ours. */
  showsToken(headers: IncomingHttpHeaders): 'right' | 'wrong' | 'none'
  isToken(text: string): boolean
  /** The Set-Cookie value that lets a browser window in without the token in its address. */
  cookie: string
}

/** @param token the station's token, shared with people and automation; the cookie holds a value derived from it. */
export function openGate(token: string, port: number): Gate {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const origins = hosts.map((host) => `http://${host}`)
  // Cookies know no ports: two stations on one machine need two names.
  const cookieName = `station-${port}`
  const cookieValue = createHmac('sha256', token).update('browser window').digest('hex')

  return {
    isOurHost: (headers) => headers.host !== undefined && hosts.includes(headers.host.toLowerCase()),
    isOurOrigin: (headers) => {
      if (headers.origin !== undefined) return origins.includes(headers.origin)
      // A page on another port of this machine is 'same-site' and would bring the cookie along in an image tag.
      const site = headers['sec-fetch-site']
      const isPageLoad = headers['sec-fetch-dest'] === 'document'
      return site === undefined || site === 'same-origin' || site === 'none' || isPageLoad
    },
    showsToken: (headers) => {
      if (headers.authorization !== undefined) {
        const bearer = /^Bearer (\S+)$/i.exec(headers.authorization)
        return bearer?.[1] !== undefined && isSame(bearer[1], token) ? 'right' : 'wrong'
      }
      // A cookie of an earlier start is as good as none: the first frame may still bring the token.
      const shown = readCookie(headers.cookie, cookieName)
      return shown !== null && isSame(shown, cookieValue) ? 'right' : 'none'
    },
    isToken: (text) => isSame(text, token),
    cookie: `${cookieName}=${cookieValue}; Path=/; HttpOnly; SameSite=Strict`,
  }
}

/** Takes the same time wherever the two differ. */
function isSame(shown: string, expected: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(shown), digest(expected))
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined) return value
  }
  return null
}

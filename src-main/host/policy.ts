/**
 * The security rules of both hosts as plain functions and frozen data; the hosts only wire them up. Sources: Electron's
 * security guide (electronjs.org/docs/latest/tutorial/security), W3C Content Security Policy Level 3, W3C Trusted Types.
 */

/** Content policy of every page: own files only, no inline script or style, no string turned into script. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** Headers on whatever a host serves, picture or page. */
export const guardHeaders: Readonly<Record<string, string>> = Object.freeze({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
})

/** Headers of a page and its parts. */
export const pageHeaders: Readonly<Record<string, string>> = Object.freeze({
  ...guardHeaders,
  'Content-Security-Policy': contentPolicy,
})

/**
 * The path below the served folder that a request path means, in single names; null when it must be refused. Takes the
 * path as it stood in the address, still encoded: a decoded one has already lost the `..` that a parser folded away.
 */
export function servedPath(encodedPath: string): string[] | null {
  if (!encodedPath.startsWith('/') || encodedPath.length > 1000) return null
  const path = decoded(encodedPath)
  if (path === null) return null
  const names = path === '/' ? ['index.html'] : path.slice(1).split('/')
  return names.every(isPlainName) ? names : null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch (thrown) {
    if (thrown instanceof URIError) return null
    throw thrown
  }
}

/** Letters, digits, `.`, `_`, `-` and space; no leading dot, so neither `..` nor a hidden file; no second decoding. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._ -]{0,199}$/.test(name)
}

/** A product's id as part of an address. */
export function isImageId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text)
}

/** What a served picture or file may be. Nothing in which a browser runs script. */
const quietTypes = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'application/pdf',
  'application/json',
  'text/csv',
  'text/plain',
])

/** The content type to send: as given when harmless, else a plain download. */
export function servedType(contentType: string): string {
  const [type] = contentType.toLowerCase().split(';')
  const name = (type ?? '').trim()
  if (!quietTypes.has(name)) return 'application/octet-stream'
  return name.startsWith('text/') ? `${name}; charset=utf-8` : name
}

/** Electron serves its pages under this address only; there is no `file://` page. */
export const ownScheme = 'station'
export const ownHost = 'app'
export const ownStart = `${ownScheme}://${ownHost}/`

/** What the own scheme may do. It stays under the content policy and has no service workers. */
export const schemePrivileges = Object.freeze({
  standard: true,
  secure: true,
  supportFetchAPI: true,
  codeCache: true,
  corsEnabled: false,
  bypassCSP: false,
  allowServiceWorkers: false,
})

/**
 * Options of every window. Sound must come without a click (a scanner is no user gesture) and on time while the window
 * is behind another, hence the two settings that are not about safety.
 */
export const windowOptions = Object.freeze({
  width: 1280,
  height: 800,
  minWidth: 1024,
  minHeight: 700,
  show: false,
  webPreferences: Object.freeze({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
    autoplayPolicy: 'no-user-gesture-required',
    backgroundThrottling: false,
  } as const),
})

/** The encoded path of a request under the own scheme; null when it is not ours to answer. */
export function ownPath(address: string, method: string): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null
  if (!address.startsWith(ownStart)) return null
  const [path = ''] = address.slice(ownStart.length - 1).split(/[?#]/, 1)
  return path
}

/** Whether a page may load this address at all: itself, and the blobs and data it made. Everything remote is refused. */
export function mayLoad(address: string): boolean {
  return address.startsWith(ownStart) || address.startsWith(`blob:${ownStart}`) || address.startsWith('data:')
}

/** Hosts that may open in the person's own browser: Lightspeed's help and the developer pages. Exact names. */
const externalHosts = new Set(['x-series-support.lightspeedhq.com', 'x-series-api.lightspeedhq.com'])

/** Lightspeed's sign-in page, where a person lets the station in: this one page of its host and no other. */
const signInHost = 'secure.retail.lightspeed.app'
const signInPath = '/connect'

/** What becomes of a link that wants a new window. A window is never opened. */
export type LinkFate = { is: 'refuse' } | { is: 'browser'; url: string } | { is: 'save'; url: string }

/** Own files (slips, reports) are offered for saving, listed https hosts go to the person's browser, the rest nowhere. */
export function linkFate(address: string): LinkFate {
  const path = ownPath(address, 'GET')
  if (path !== null) {
    const names = servedPath(path)
    return names?.length === 2 && names[0] === 'file' ? { is: 'save', url: address } : { is: 'refuse' }
  }
  const url = address.length <= 2000 && URL.canParse(address) ? new URL(address) : null
  if (url === null) return { is: 'refuse' }
  const isSignIn = url.hostname === signInHost && url.pathname === signInPath && url.hash === ''
  if (url.protocol !== 'https:' || !(externalHosts.has(url.hostname) || isSignIn)) return { is: 'refuse' }
  if (url.port !== '' || url.username !== '' || url.password !== '') return { is: 'refuse' }
  return { is: 'browser', url: url.href }
}

/** Permissions a page may have: none. Devices are opened by the station, never by a page. */
const permitted: ReadonlySet<string> = new Set()

export function isPermitted(permission: string): boolean {
  return permitted.has(permission)
}

/** Where a request of a page came from, as Electron tells it. */
export type Sender = { frameUrl: string | null; isTopFrame: boolean }

/** Only the top frame of our own page may ask; a frame that is gone has no address and is refused. */
export function isTrustedSender(sender: Sender): boolean {
  return sender.isTopFrame && sender.frameUrl?.startsWith(ownStart) === true
}

/** Words of a command line that would open the window to others or take its walls down. */
const wallBreakers = new Set([
  'disable-site-isolation-trials',
  'disable-web-security',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'proxy-server',
  'remote-debugging-pipe',
  'remote-debugging-port',
])

/** The first word of a command line that an installed station must not start with; null when there is none. */
export function forbiddenSwitch(words: readonly string[]): string | null {
  for (const word of words) {
    const [name = ''] = word.replace(/^-+/, '').toLowerCase().split('=')
    if (word.startsWith('-') && wallBreakers.has(name)) return name
  }
  return null
}

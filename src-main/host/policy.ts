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
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=(), payment=(), display-capture=()',
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

import { StationError } from '../src-shared/failure.ts'

/**
 * Reads the address of a relay: https, or plain http on this machine; it may have a path. Gives it without a slash at the
 * end. Tokens go to this address, so nothing else is read.
 * @throws StationError `relay-address`
 */
export function readRelayUrl(text: string): string {
  const typed = text.trim()
  const url = typed.length <= 300 && URL.canParse(typed) ? new URL(typed) : null
  const isHere = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isHere))) {
    throw refuse('That is no address of a relay: it begins with https://.')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw refuse('The address of a relay has no name, no query and no # in it.')
  }
  return url.href.replace(/\/$/, '')
}

function refuse(say: string): StationError {
  return new StationError(
    'relay-address',
    say,
    'Type it as the relay was started with, like https://relay.example.com.',
  )
}

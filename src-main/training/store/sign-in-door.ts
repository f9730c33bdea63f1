import type { IncomingMessage, ServerResponse } from 'node:http'
import { signInPage, wordPage } from './page.ts'
import { pagePolicy } from './page-door.ts'
import { isOurHost } from './page-guard.ts'
import type { SandboxSignIn } from './sign-in.ts'

/**
 * Answers `/connect`, the page on which a person lets a program in: first the question, and with `say=yes` or `say=no`
 * the answer. A test that is no person asks with `say` at once.
 */
export function answerSignIn(
  signIn: SandboxSignIn,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isOurHost(request.headers.host, port)) {
    send(response, 403, wordPage('This page answers on the loopback address only.'))
    return
  }
  const asked = new URL(request.url ?? '/', 'http://store').searchParams
  const say = asked.get('say')
  asked.delete('say')
  const refusal = signIn.refusal(asked)
  if (refusal !== null) send(response, 400, wordPage(`The store refuses: ${refusal}.`))
  else if (say !== 'yes' && say !== 'no') send(response, 200, signInPage(asked))
  else {
    const Location = signIn.authorise(asked, say === 'yes')
    response.writeHead(302, { Location, 'Cache-Control': 'no-store' }).end()
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': pagePolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  })
  response.end(body)
}

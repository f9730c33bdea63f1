import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SandboxControl } from './control.ts'
import { playOtherSide } from './other-side.ts'
import { callsPage, consignmentPage, frontPage, stockPage, wordPage } from './page.ts'
import { isOurForm, isOurHost } from './page-guard.ts'
import { pageStyle } from './page-style.ts'
import { readText } from './read-text.ts'
import { Refusal } from './refusal.ts'
import type { SandboxState } from './state.ts'

/** What a page of the store may load: its own style sheet. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const largestFormBytes = 10_000

/** Answers below `/_sandbox`: pages to look into the store, and the form that plays the other side. */
export async function answerPage(
  state: SandboxState,
  control: SandboxControl,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurHost(request.headers.host, port)) {
    send(response, 403, wordPage('This page answers on the loopback address only.'))
    return
  }
  const address = new URL(request.url ?? '/', 'http://store')
  try {
    if (request.method === 'POST' && address.pathname === '/_sandbox/act') {
      await act(control, state, port, request, response)
    } else if (request.method === 'GET') show(state, address, response)
    else send(response, 405, wordPage('That cannot be done here.'))
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    send(response, thrown.status, wordPage(`The store refuses: ${thrown.message}.`))
  }
}

function show(state: SandboxState, address: URL, response: ServerResponse): void {
  const said = address.searchParams.get('said')
  const consignment = /^\/_sandbox\/consignments\/([0-9a-f-]{36})$/.exec(address.pathname)
  if (consignment) send(response, 200, consignmentPage(state, consignment[1] as string, said))
  else if (address.pathname === '/_sandbox') send(response, 200, frontPage(state, said))
  else if (address.pathname === '/_sandbox/stock') {
    send(response, 200, stockPage(state, address.searchParams.get('outlet')))
  } else if (address.pathname === '/_sandbox/calls') send(response, 200, callsPage(state.ledger))
  else if (address.pathname === '/_sandbox/ledger.json') {
    send(response, 200, JSON.stringify(state.ledger), 'application/json')
  } else if (address.pathname === '/_sandbox/style.css') send(response, 200, pageStyle, 'text/css')
  else send(response, 404, wordPage('There is no such page.'))
}

async function act(
  control: SandboxControl,
  state: SandboxState,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurForm(request.headers, port)) {
    send(response, 403, wordPage('This form came from another page.'))
    return
  }
  const text = await readText(request, largestFormBytes)
  if (text === null) return
  const done = playOtherSide(state, control, new URLSearchParams(text))
  const back = done.consignmentId === null ? '/_sandbox' : `/_sandbox/consignments/${done.consignmentId}`
  response.writeHead(303, { Location: `${back}?said=${encodeURIComponent(done.say)}` })
  response.end()
}

function send(response: ServerResponse, status: number, body: string, type = 'text/html'): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': pagePolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    // Not `no-referrer`: that would make browsers send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
  })
  response.end(body)
}

import { liveLines } from './background.ts'
import { liveConsignment } from './consignments.ts'
import type { Ledger } from './ledger.ts'
import { html, type Markup } from './markup.ts'
import type { ConsignmentRow, SandboxState } from './state.ts'
import { levelOf } from './stock.ts'

const mostRows = 200

/** The front page: what is in the store, and the other side to play. */
export function frontPage(state: SandboxState, said: string | null): string {
  const newest = state.consignments.pageDown(0, Number.MAX_SAFE_INTEGER, mostRows, () => true)
  const { ledger } = state
  return page(
    'Training store',
    html`
${said === null ? null : html`<p class="said" role="status">${said}</p>`}
<section><h2>Play the other side</h2><div class="acts">
${act('incoming-transfer', 'Send a transfer to it', outletChoice(state, 'outlet', 'Warehouse'))}
${act('incoming-order', 'Send a supplier order to it', outletChoice(state, 'outlet', 'Warehouse'))}
${act('transfer-to-pack', 'Ask the Warehouse to pack for it', outletChoice(state, 'outlet', 'Ponsonby'))}
</div></section>
<section><h2>Consignments</h2>
<table><thead><tr><th>Name</th><th>Type</th><th>Status</th><th>From</th><th>To</th><th class="number">Lines</th><th class="number">Units</th>
<th>Reference</th><th class="number">Version</th></tr></thead><tbody>${newest.map((row) => consignmentRow(state, row))}</tbody></table>
</section>
<section><h2>Ledger</h2>${ledgerSummary(ledger)}
<p><a href="/_sandbox/calls">Last calls</a> · <a href="/_sandbox/stock">Stock</a></p></section>`,
  )
}

/** One consignment with its lines, each of them editable as from the web application. */
export function consignmentPage(state: SandboxState, id: string, said: string | null): string {
  const row = liveConsignment(state, id)
  const target = html`<input type="hidden" name="consignment" value="${row.id}">`
  const lines = liveLines(state, row.id).map((line) => {
    const product = state.productById.get(line.productId)?.product
    return html`<tr><td>${product?.name ?? line.productId}</td><td>${line.sku}</td>
<td class="number">${line.count ?? '–'}</td><td class="number">${line.received ?? '–'}</td><td>${line.status}</td>
<td class="number">${levelOf(state, line.productId, row.outlet_id)}</td>
<td><form method="post" action="/_sandbox/act" class="inline"><input type="hidden" name="act" value="edit">${target}
<input type="hidden" name="product" value="${line.productId}">
<label>Count <input name="count" inputmode="decimal" size="5" value="${line.count ?? 0}"></label>
<button>Change</button></form></td></tr>`
  })
  return page(
    row.name,
    html`
${said === null ? null : html`<p class="said" role="status">${said}</p>`}
<p><a href="/_sandbox">All consignments</a></p>
<p>${row.type} · <strong>${row.status}</strong> · from ${outletName(state, row.source_outlet_id)} to
${outletName(state, row.outlet_id)} · ${row.reference ?? 'no reference'}</p>
<div class="acts">${act('receive', 'Receive all as sent', target)}${act('cancel', 'Cancel it', target)}</div>
<table><thead><tr><th>Product</th><th>SKU</th><th class="number">Count</th><th class="number">Received</th><th>Status</th><th class="number">Stock there</th>
<th>Change</th></tr></thead><tbody>${lines}</tbody></table>`,
  )
}

/** Levels at one outlet. */
export function stockPage(state: SandboxState, outletId: string | null): string {
  const outlet = state.catalogue.outlets.find(({ id }) => id === outletId) ?? state.catalogue.outlets[0]
  const products = state.catalogue.products.slice(0, 1000)
  return page(
    `Stock at ${outlet?.name ?? 'nowhere'}`,
    html`<p><a href="/_sandbox">Back</a></p>
<form method="get" action="/_sandbox/stock">${outletChoice(state, 'outlet', outlet?.name ?? '')}<button>Show</button></form>
<table><thead><tr><th>Product</th><th>SKU</th><th>Level</th></tr></thead><tbody>${products.map(
      (product) => html`<tr><td>${product.name}</td><td>${product.sku}</td>
<td><form method="post" action="/_sandbox/act" class="inline"><input type="hidden" name="act" value="set-stock">
<input type="hidden" name="product" value="${product.id}"><input type="hidden" name="outlet" value="${outlet?.id ?? ''}">
<input name="level" aria-label="Level of ${product.name}" inputmode="numeric" size="6"
value="${outlet ? levelOf(state, product.id, outlet.id) : 0}"> <button>Set</button></form></td></tr>`,
    )}</tbody></table>`,
  )
}

/** The last calls, newest first, and what was refused. */
export function callsPage(ledger: Ledger): string {
  const calls = ledger.lastCalls.slice(-mostRows).reverse()
  const refusals = ledger.refused.slice(-mostRows).reverse()
  return page(
    'Last calls',
    html`<p><a href="/_sandbox">Back</a></p>
<h2>Refused</h2><table><thead><tr><th>Status</th><th>Route</th><th>Why</th></tr></thead><tbody>${refusals.map(
      (one) => html`<tr><td>${one.status}</td><td>${one.route}</td><td>${one.why}</td></tr>`,
    )}</tbody></table>
<h2>Calls</h2><table><thead><tr><th>Status</th><th>Route</th><th>Path</th></tr></thead><tbody>${calls.map(
      (one) => html`<tr><td>${one.status}</td><td>${one.route}</td><td>${one.path}</td></tr>`,
    )}</tbody></table>`,
  )
}

/**
 * The question of the sign-in page. Links and no form: a form's answer may not lead to another address under the page's
 * policy, and this one does.
 */
export function signInPage(asked: URLSearchParams): string {
  const to = (say: 'yes' | 'no') => `/connect?${new URLSearchParams([...asked, ['say', say]]).toString()}`
  const scopes = (asked.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
  return page(
    'Let this program in?',
    html`
<p class="said">${asked.get('client_id')} asks to work with this store. It wants to:</p>
<ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<p><a href="${to('yes')}">Yes, let it in</a> · <a href="${to('no')}">No</a></p>`,
  )
}

/** A plain page with a sentence, for what went wrong. */
export function wordPage(say: string): string {
  return page('Training store', html`<p class="said">${say}</p><p><a href="/_sandbox">Back</a></p>`)
}

function page(title: string, body: Markup): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/_sandbox/style.css"></head>
<body><header><h1>${title}</h1><p>A pretend store on this machine. Nothing here reaches Lightspeed.</p></header>
<main>${body}</main></body></html>`.markup
}

function act(name: string, label: string, fields: Markup): Markup {
  return html`<form method="post" action="/_sandbox/act"><input type="hidden" name="act" value="${name}">
${fields} <button>${label}</button></form>`
}

function outletChoice(state: SandboxState, name: string, chosen: string): Markup {
  const options = state.catalogue.outlets.map((outlet) =>
    outlet.name === chosen
      ? html`<option value="${outlet.id}" selected>${outlet.name}</option>`
      : html`<option value="${outlet.id}">${outlet.name}</option>`,
  )
  return html`<select name="${name}" aria-label="Outlet">${options}</select>`
}

function consignmentRow(state: SandboxState, row: ConsignmentRow): Markup {
  const lines = liveLines(state, row.id)
  const units = lines.reduce((sum, line) => sum + (line.count ?? 0), 0)
  const name =
    row.deleted_at === null
      ? html`<a href="/_sandbox/consignments/${row.id}">${row.name}</a>`
      : html`${row.name} (deleted)`
  return html`<tr><td>${name}</td><td>${row.type}</td><td>${row.status}</td>
<td>${outletName(state, row.source_outlet_id)}</td><td>${outletName(state, row.outlet_id)}</td>
<td class="number">${lines.length}</td><td class="number">${units}</td><td>${row.reference}</td>
<td class="number">${row.version}</td></tr>`
}

function ledgerSummary(ledger: Ledger): Markup {
  const facts: [string, string | number][] = [
    ['Calls', ledger.calls],
    ['Made', ledger.creates],
    ['References used twice', ledger.duplicateReferences.join(', ') || 'none'],
    ['Quantities added twice', ledger.accumulatedLines.length],
    ['Written before made', ledger.sendsBeforeCreates],
    ['Answered 429', ledger.status429],
    ['Refused', ledger.refused.length],
    ['Used in this window', `${ledger.usedByWindow.at(-1) ?? 0} of ${ledger.allowance}`],
  ]
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

function outletName(state: SandboxState, id: string | null): string {
  return state.catalogue.outlets.find((outlet) => outlet.id === id)?.name ?? '–'
}

import type { ConflictView, FeedView, OutboxView, SyncLine, SyncScreen } from '../../src-shared/model/sync.ts'
import { knownZone, usualZone, wallTime } from '../../src-shared/rule/time-zone.ts'
import type { Clock } from '../clock.ts'
import type { AccessState } from '../lightspeed/line-access.ts'
import { setLevels } from '../outbox/intend-levels.ts'
import { type Intention, readIntention } from '../outbox/intention.ts'
import { readSetting } from '../station-settings.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import type { Store } from '../store/store.ts'
import { manyConsignments } from './ask-after.ts'
import type { Link } from './link.ts'

/** So many go through between two polls. */
const fewUnread = 20
const worthAForecastMs = 60_000

/** The one sentence of the frame: all sent, waiting, offline, or somebody is needed. */
export function syncLine(store: Store, clock: Clock, link: Link | null): SyncLine {
  const counts = store.outbox.counts()
  const conflicts = store.conflicts.open().length + store.differences.counts().asks
  // A parked entry and the conflict that says why are one thing to decide.
  const needs = conflicts + store.outbox.parkedUnasked()
  const shown = {
    waiting: counts.waiting,
    parked: counts.parked,
    conflicts,
    needs,
    oldestWaitingSince: counts.oldest,
    mustSignIn: mustSignIn(store, link),
  }
  const age = (since: string) => ageWords(clock.now() - Date.parse(since))
  if (readSetting(store, 'signed-out') === true) {
    return { is: 'not-connected', say: `Signed out of the store${waitingWords(counts.waiting)}`, ...shown }
  }
  if (link === null) {
    return { is: 'not-connected', say: `Not connected to a store${waitingWords(counts.waiting)}`, ...shown }
  }
  const state = link.state()
  if (state.isSignedOut || state.access === 'reauthorise') {
    return {
      is: 'needs-you',
      say: `${accessWords(state.access)}${waitingWords(counts.waiting)}`,
      ...shown,
    }
  }
  const outlet = outletWords(store)
  if (outlet !== null) return { is: 'needs-you', say: outlet, ...shown }
  const offline = state.isOffline && state.since !== null ? `Offline for ${age(state.since)}` : null
  if (needs > 0) {
    // What waits for nobody goes on meanwhile, and is not hidden by what waits for somebody.
    const { n, oldest } = store.outbox.moving()
    const moving = oldest === null ? [] : [`${n} waiting${offline === null ? `, oldest ${age(oldest)}` : ''}`]
    const also = [...(offline === null ? [] : [offline]), ...moving].join(', ')
    const say = `${needs} ${needs === 1 ? 'needs' : 'need'} you${also === '' ? '' : `. ${also}`}`
    return { is: 'needs-you', say, ...shown }
  }
  if (offline !== null) {
    return { is: 'offline', say: `${offline}, ${counts.waiting} waiting, nothing lost`, ...shown }
  }
  if (counts.oldest !== null) {
    const forecast = forecastWords(store, clock, link.allSentAt())
    return {
      is: 'waiting',
      say: `${counts.waiting} waiting, oldest ${age(counts.oldest)}${forecast}`,
      ...shown,
    }
  }
  return { is: 'all-sent', say: 'All sent', ...shown }
}

/** `, all sent by 14:20`, by the outlet's clock, once it takes so long that somebody would ask. */
function forecastWords(store: Store, clock: Clock, allSentAt: string | null): string {
  if (allSentAt === null || Date.parse(allSentAt) - clock.now() < worthAForecastMs) return ''
  const outletId = readSetting(store, 'outlet-id')
  const zone = outletId === null ? null : knownZone(store.catalogue.outlet(outletId)?.timeZone)
  const by = wallTime(new Date(allSentAt), zone ?? usualZone)
  const today = wallTime(new Date(clock.now()), zone ?? usualZone)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = by.day === today.day ? '' : ` on ${by.day}/${by.month}`
  return `, all sent by ${two(by.hour)}:${two(by.minute)}${day}`
}

/** What is wrong with the outlet this station was told it stands in, once the store's outlets are known; else null. */
function outletWords(store: Store): string | null {
  if (store.feeds.get('outlets').isFirstPull) return null
  const outletId = readSetting(store, 'outlet-id')
  if (outletId === null) return 'No outlet chosen: choose it in Set-up'
  return store.catalogue.outlet(outletId) === null
    ? 'The store has no such outlet: choose this one in Set-up'
    : null
}

/** Whether the way on leads over signing in: nothing is lost, and nothing goes out meanwhile. */
function mustSignIn(store: Store, link: Link | null): boolean {
  return readSetting(store, 'signed-out') === true || link?.state().access === 'reauthorise'
}

function accessWords(access: AccessState): string {
  switch (access) {
    case 'none':
      return 'There is no token here, or the keychain is locked: connect again in Set-up'
    case 'token':
      return 'Lightspeed does not take the token: connect again in Set-up'
    case 'signed-in':
      return 'Lightspeed is being asked to renew the sign-in'
    case 'reauthorise':
      return 'Sign in again'
  }
}

function waitingWords(waiting: number): string {
  return waiting === 0 ? '' : `, ${waiting} waiting, nothing lost`
}

/** `40 s`, `3 min`, `2 h 14 min`, `3 days`. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days`
}

/** Everything the Sync screen draws. */
export function syncScreen(store: Store, clock: Clock, link: Link | null): SyncScreen {
  return {
    line: syncLine(store, clock, link),
    entries: store.outbox.allOpen().map((entry) => entryView(store, entry)),
    conflicts: conflictViews(store),
    feeds: feedViews(store, link),
    allowance: allowanceView(link),
  }
}

/** The calls of this window; null without a line. */
export function allowanceView(link: Link | null): SyncScreen['allowance'] {
  const allowance = link?.allowance.state() ?? null
  if (allowance === null) return null
  return {
    limit: allowance.limit,
    remaining: Math.max(0, Math.floor(allowance.remaining)),
    resetsAt: allowance.resetsAt === null ? null : new Date(allowance.resetsAt).toISOString(),
  }
}

/** One entry as a row shows it. */
export function entryView(store: Store, entry: OutboxRow): OutboxView {
  const consignment = store.consignments.get(entry.lane)
  const wanted = readIntention(entry.body)
  const shadow =
    consignment === null || consignment.remoteId === null ? null : store.remote.get(consignment.remoteId)
  return {
    id: entry.id,
    consignmentId: entry.lane,
    code: consignment?.code ?? wanted?.reference ?? '',
    what: entry.kind === setLevels ? levelsWords(store, entry.lane) : wantedWords(wanted),
    state: entry.state,
    local: consignment?.state ?? null,
    remote: shadow === null ? null : shadow.deletedAt === null ? shadow.status : 'deleted',
    since: entry.enqueuedAt,
    nextTryAt: entry.state === 'pending' || entry.state === 'unknown' ? entry.dueAt : null,
    tries: entry.tries,
    lastAnswer: entry.lastAnswer,
    advice: entry.advice,
    hasQuestion: store.conflicts.openOf(entry.lane)?.kind.startsWith('push-') === true,
    traceId: entry.traceId,
  }
}

function wantedWords(wanted: Intention | null): string {
  return wanted === null
    ? 'something another version of the station noted'
    : whatWords(wanted.status, wanted.received !== null)
}

/** How far a count is whose levels are set one by one. */
function levelsWords(store: Store, consignmentId: string): string {
  const { all, open, refused, asked } = store.levelChanges.sums(consignmentId)
  const left = open + refused + asked
  const levels = all === 1 ? '1 counted stock level' : `${all} counted stock levels`
  return left === 0 ? levels : `${levels}, ${left} still to be set`
}

/** The differences that wait for a person. */
export function conflictViews(store: Store): ConflictView[] {
  return store.conflicts.open().map((conflict) => ({
    id: conflict.id,
    consignmentId: conflict.consignmentId,
    code:
      conflict.consignmentId === manyConsignments
        ? 'Many consignments'
        : (store.consignments.get(conflict.consignmentId)?.code ?? ''),
    raisedAt: conflict.raisedAt,
    here: conflict.here,
    there: conflict.there,
    choices: conflict.choices.map(({ choice, say }) => ({ choice, say })),
  }))
}

/** The feeds with how far each came. */
export function feedViews(store: Store, link: Link | null): FeedView[] {
  const running = link?.puller.running() ?? null
  return store.feeds.all().map((feed) => ({
    name: feed.name,
    rows: feed.rowCount,
    isFirstPull: feed.isFirstPull,
    isRunning: feed.name === running,
    lastPulledAt: feed.pulledAt,
    lastProblem:
      feed.problem ??
      oddWords(store.feeds.countOdd(feed.name)) ??
      (feed.name === 'consignments' ? unreadWords(store) : null),
  }))
}

/** What the feed left to be read: only worth a word where it does not go through at once. */
function unreadWords(store: Store): string | null {
  const { waiting, troubled, problem } = store.unread.counts()
  if (problem !== null) {
    return `${troubled === 1 ? '1 consignment' : `${troubled} consignments`} could not be read yet: ${problem}`
  }
  return waiting > fewUnread
    ? `${waiting} consignments are still to be read, as the call allowance has room.`
    : null
}

function oddWords(rows: number): string | null {
  if (rows === 0) return null
  const are = rows === 1 ? '1 row is' : `${rows} rows are`
  return `${are} in a form this station cannot read: kept as it came, the rest is here.`
}

/** What is told, in words. */
export function whatWords(status: string, hasReceived: boolean): string {
  switch (status) {
    case 'OPEN':
      return 'packed counts'
    case 'SENT':
      return hasReceived ? 'received so far' : 'packed and sent'
    case 'DISPATCHED':
      return 'received so far'
    case 'RECEIVED':
      return 'received and closed'
    case 'STOCKTAKE_SCHEDULED':
      return 'count put down'
    case 'STOCKTAKE_IN_PROGRESS':
      return 'count begun'
    case 'STOCKTAKE_IN_PROGRESS_PROCESSED':
      return 'units counted so far'
    case 'STOCKTAKE_COMPLETE':
      return 'count completed'
    default:
      return 'cancelled'
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds, type State, states } from '../../../src-shared/model/consignment.ts'
import {
  inbound,
  isAtOrBeyond,
  kindOfRemoteType,
  localStateFor,
  remoteRank,
  remoteStatusFor,
  remoteTypeOf,
  remoteTypes,
} from '../../../src-shared/rule/status-map.ts'
import { isFinal, statesOf } from '../../../src-shared/rule/transition.ts'

const remoteWords = [
  'OPEN',
  'SENT',
  'DISPATCHED',
  'RECEIVED',
  'CANCELLED',
  'CLOSED',
  'STOCKTAKE',
  'STOCKTAKE_SCHEDULED',
  'STOCKTAKE_IN_PROGRESS',
  'STOCKTAKE_IN_PROGRESS_PROCESSED',
  'STOCKTAKE_COMPLETE',
  'DISPATCHED_SUCCESS',
  'toString',
  '',
]

describe('types and statuses on the way out', () => {
  it('names an order SUPPLIER and every other kind as it is, and back', () => {
    expect(kinds.map(remoteTypeOf)).toEqual(['SUPPLIER', 'OUTLET', 'RETURN', 'STOCKTAKE'])
    expect(remoteTypes.map(kindOfRemoteType)).toEqual(['PO', 'OUTLET', 'RETURN', 'STOCKTAKE'])
    expect(kindOfRemoteType('TRANSFER')).toBeNull()
  })

  it('wants of Lightspeed, state by state, what its flow for the type has', () => {
    const row = (kind: (typeof kinds)[number]) =>
      statesOf(kind).map((state) => remoteStatusFor(kind, state) ?? '-')
    expect(row('PO').join(' ')).toBe('- - - - - - - DISPATCHED DISPATCHED RECEIVED RECEIVED CANCELLED')
    expect(row('OUTLET').join(' ')).toBe('- - - - - OPEN SENT SENT SENT RECEIVED RECEIVED CANCELLED')
    expect(row('RETURN').join(' ')).toBe('- - - - - OPEN SENT SENT CANCELLED')
    expect(row('STOCKTAKE').join(' ')).toBe(
      'STOCKTAKE_SCHEDULED STOCKTAKE_IN_PROGRESS STOCKTAKE_IN_PROGRESS_PROCESSED STOCKTAKE_IN_PROGRESS_PROCESSED STOCKTAKE_COMPLETE CANCELLED',
    )
  })

  it('never wants a return RECEIVED', () => {
    for (const state of states) expect(remoteStatusFor('RETURN', state)).not.toBe('RECEIVED')
  })

  it('knows when Lightspeed is at the wanted status or beyond it', () => {
    expect(isAtOrBeyond('OUTLET', 'RECEIVED', 'SENT')).toBe(true)
    expect(isAtOrBeyond('OUTLET', 'SENT', 'SENT')).toBe(true)
    expect(isAtOrBeyond('OUTLET', 'OPEN', 'SENT')).toBe(false)
    expect(isAtOrBeyond('OUTLET', 'CANCELLED', 'SENT')).toBe(false)
    expect(isAtOrBeyond('OUTLET', 'RECEIVED', 'CANCELLED')).toBe(false)
    expect(isAtOrBeyond('STOCKTAKE', 'CLOSED', 'CANCELLED')).toBe(true)
    expect(isAtOrBeyond('SUPPLIER', 'PARKED', 'OPEN')).toBe(false)
    expect(remoteRank('SUPPLIER', 'DISPATCHED')).toBe(2)
    expect(remoteRank('RETURN', 'DISPATCHED')).toBeNull()
    expect(remoteRank('STOCKTAKE', 'STOCKTAKE')).toBe(remoteRank('STOCKTAKE', 'STOCKTAKE_SCHEDULED'))
  })
})

describe('statuses on the way in', () => {
  it('reads each status by the kind it belongs to', () => {
    expect(localStateFor('PO', 'OPEN')).toEqual({ is: 'keep' })
    expect(localStateFor('PO', 'DISPATCHED')).toEqual({ is: 'state', state: 'receiving' })
    expect(localStateFor('OUTLET', 'SENT')).toEqual({ is: 'state', state: 'sent' })
    expect(localStateFor('RETURN', 'RECEIVED')).toEqual({ is: 'unknown' })
    expect(localStateFor('STOCKTAKE', 'CLOSED')).toEqual({ is: 'state', state: 'cancelled' })
    expect(localStateFor('OUTLET', 'STOCKTAKE')).toEqual({ is: 'unknown' })
  })

  it('takes RECEIVED for received and never for completed', () => {
    expect(localStateFor('PO', 'RECEIVED')).toEqual({ is: 'state', state: 'received' })
    expect(localStateFor('OUTLET', 'RECEIVED')).toEqual({ is: 'state', state: 'received' })
    expect(inbound('OUTLET', 'sent', 'RECEIVED')).toEqual({ is: 'advance', to: 'received' })
    expect(inbound('OUTLET', 'completed', 'RECEIVED')).toEqual({ is: 'same' })
  })

  const kept: [(typeof kinds)[number], State, string, string][] = [
    ['OUTLET', 'draft', 'OPEN', 'keep'],
    ['OUTLET', 'packing', 'OPEN', 'keep'],
    ['OUTLET', 'packed', 'OPEN', 'same'],
    ['OUTLET', 'sent', 'OPEN', 'keep'],
    ['OUTLET', 'receiving', 'SENT', 'same'],
    ['OUTLET', 'partial', 'SENT', 'same'],
    ['OUTLET', 'received', 'SENT', 'keep'],
    ['OUTLET', 'partial', 'DISPATCHED', 'keep'],
    ['PO', 'sent', 'SENT', 'same'],
    ['PO', 'receiving', 'SENT', 'keep'],
    ['PO', 'receiving', 'DISPATCHED', 'same'],
    ['PO', 'partial', 'DISPATCHED', 'same'],
    ['PO', 'received', 'DISPATCHED', 'keep'],
    ['PO', 'cancelled', 'SENT', 'keep'],
    ['RETURN', 'completed', 'SENT', 'same'],
    ['STOCKTAKE', 'counting', 'STOCKTAKE_IN_PROGRESS_PROCESSED', 'keep'],
    ['STOCKTAKE', 'review', 'STOCKTAKE_IN_PROGRESS', 'keep'],
    ['STOCKTAKE', 'approved', 'STOCKTAKE_IN_PROGRESS_PROCESSED', 'same'],
  ]
  it.each(kept)('leaves a %s that is %s alone while Lightspeed shows %s', (kind, state, status, is) => {
    expect(inbound(kind, state, status)).toEqual({ is })
  })

  const advanced: [(typeof kinds)[number], State, string, State][] = [
    ['PO', 'draft', 'SENT', 'sent'],
    ['PO', 'sent', 'DISPATCHED', 'receiving'],
    ['OUTLET', 'packed', 'SENT', 'sent'],
    ['OUTLET', 'approved', 'CANCELLED', 'cancelled'],
    ['OUTLET', 'partial', 'RECEIVED', 'received'],
    ['STOCKTAKE', 'scheduled', 'STOCKTAKE_IN_PROGRESS', 'counting'],
    ['STOCKTAKE', 'scheduled', 'STOCKTAKE_IN_PROGRESS_PROCESSED', 'counting'],
    ['STOCKTAKE', 'approved', 'STOCKTAKE_COMPLETE', 'completed'],
  ]
  it.each(advanced)('follows Lightspeed when a %s that is %s shows %s there', (kind, state, status, to) => {
    expect(inbound(kind, state, status)).toEqual({ is: 'advance', to })
  })

  const contested: [(typeof kinds)[number], State, string][] = [
    ['OUTLET', 'packing', 'SENT'],
    ['OUTLET', 'packing', 'CANCELLED'],
    ['OUTLET', 'pending_approval', 'SENT'],
    ['OUTLET', 'receiving', 'RECEIVED'],
    ['OUTLET', 'partial', 'CANCELLED'],
    ['OUTLET', 'completed', 'SENT'],
    ['OUTLET', 'completed', 'OPEN'],
    ['OUTLET', 'cancelled', 'RECEIVED'],
    ['RETURN', 'cancelled', 'SENT'],
    ['RETURN', 'sent', 'CANCELLED'],
    ['RETURN', 'sent', 'RECEIVED'],
    ['STOCKTAKE', 'review', 'STOCKTAKE_COMPLETE'],
    ['PO', 'sent', 'ON_THE_MOON'],
  ]
  it.each(contested)('asks a person when a %s that is %s shows %s in Lightspeed', (kind, state, status) => {
    const answer = inbound(kind, state, status)
    expect(answer.is).toBe('conflict')
    if (answer.is === 'conflict') expect(answer.why).toMatch(/^(Lightspeed|It is) .+\.$/)
  })

  it('never moves backwards, never leaves an end, never invents a state, never guesses an unknown status', () => {
    const life: State[] = [
      'draft',
      'approved',
      'packing',
      'packed',
      'sent',
      'receiving',
      'partial',
      'received',
      'completed',
    ]
    for (const kind of kinds) {
      for (const state of statesOf(kind)) {
        for (const status of remoteWords) {
          const answer = inbound(kind, state, status)
          if (localStateFor(kind, status).is === 'unknown') expect(answer.is).toBe('conflict')
          if (answer.is !== 'advance') continue
          expect(isFinal(state), `${kind} ${state} ${status}`).toBe(false)
          expect(statesOf(kind)).toContain(answer.to)
          expect(answer.to).not.toBe(state)
          if (kind === 'STOCKTAKE' || answer.to === 'cancelled') continue
          expect(life.indexOf(answer.to)).toBeGreaterThan(life.indexOf(state))
          expect(answer.to).not.toBe('completed')
        }
      }
    }
  })

  it('answers any text that Lightspeed could send without throwing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...states),
        fc.string(),
        (kind, state, status) => {
          expect(['same', 'keep', 'advance', 'conflict']).toContain(inbound(kind, state, status).is)
        },
      ),
    )
  })
})

import { impossible } from '../../../src-shared/failure.ts'
import type { Store } from '../../store/store.ts'
import type { Difference } from './difference.ts'

/** A difference in words: both sides, and what the record knows of why. */
export type DifferenceWords = {
  here: string
  there: string
  /** What was done there, or what is known of how it came; null where nothing is. */
  because: string | null
  /** What to do, or why there is nothing to do. */
  advice: string
}

type Named = { store: Store; consignmentId: string | null }

/** Both sides of a difference as a person reads them. */
export function wordsOf(named: Named, found: Difference): DifferenceWords {
  switch (found.kind) {
    case 'gone':
      return {
        here: `it is ${found.here}`,
        there: 'it is not there any more',
        because: 'it was deleted there, or this station may not see it',
        advice: 'Have Lightspeed asked again. When it stays gone, it is cancelled here or a question is put.',
      }
    case 'never-told':
      return {
        here: `it is ${found.here}`,
        there: 'it was never heard of',
        because: null,
        advice: 'Nothing waits to be told. Tell it now, or leave it where the office has made it by hand.',
      }
    case 'status':
      return statusWords(found)
    case 'outlet':
      return outletWords(named.store, found)
    case 'reference':
      return {
        here: `its reference is ${found.here}`,
        there: found.there === null ? 'it has no reference' : `its reference is ${found.there}`,
        because: 'the reference was changed there',
        advice: found.isInName
          ? 'Nothing to do: it is still known by its name and its number.'
          : 'Put the reference back in Lightspeed: it is what this is found by when an answer is lost.',
      }
    case 'count':
    case 'received':
    case 'line-missing':
    case 'line-added':
      return unitWords(found)
    case 'rows':
      return {
        here: 'it is one line',
        there: `it stands on ${found.rows} rows: ${found.count} sent, ${found.received} received`,
        because: 'Lightspeed added a row instead of changing the one it had',
        advice: 'Only Lightspeed can put rows together. Nothing is written to them from here.',
      }
    case 'fraction':
      return {
        here: 'whole units are counted',
        there: `${found.count} sent, ${found.received} received`,
        because: 'a part of a unit was booked there',
        advice: 'The office has to make it whole units in Lightspeed. Nothing is written to it from here.',
      }
    case 'failed':
      return {
        here: 'it was received and told',
        there: `it could not book the ${found.received} received into its stock`,
        because: null,
        advice: 'The office corrects the stock in Lightspeed.',
      }
    case 'totals':
      return {
        here: `the lines Lightspeed lists add up to ${found.lines} ${found.of}`,
        there: `it says ${found.total} ${found.of} in all`,
        because: 'Lightspeed keeps a line that it does not list, or lists one that it does not count',
        advice: 'Open it in Lightspeed and save the line that is missing. Lightspeed’s support can mend it.',
      }
    case 'stuck-stock':
      return {
        here: `${signed(found.units)} counted on top of Lightspeed’s level`,
        there:
          found.there === 'CANCELLED' ? 'it was cancelled' : `it is ${found.there}: its level holds them`,
        because: null,
        advice: 'Nothing waits to be told. Let Lightspeed’s level stand.',
      }
    case 'level':
      return {
        here: `its level was ${found.here} when last heard`,
        there: `its level is ${found.there}`,
        because: `${moved(found.there - found.here)} there, and the list of changes did not show it`,
        advice: 'Nothing to do: the level that was read stands now.',
      }
    default:
      return impossible(found)
  }
}

function statusWords(found: Extract<Difference, { kind: 'status' }>): DifferenceWords {
  const here = `it is ${found.here}`
  const there = `it is ${found.there}`
  if (!found.isKnown) {
    return {
      here,
      there,
      because: 'this station does not know that status',
      advice: 'Nothing is written to it from here. Look at it in Lightspeed.',
    }
  }
  const wants = found.wants === null ? '' : ` It should be ${found.wants} there.`
  return {
    here,
    there,
    because: null,
    advice: `Nothing waits to be told.${wants} Tell it again, or leave it so.`,
  }
}

function outletWords(store: Store, found: Extract<Difference, { kind: 'outlet' }>): DifferenceWords {
  const name = (id: string | null) =>
    id === null ? 'nowhere' : (store.catalogue.outlet(id)?.name ?? 'an outlet not known here')
  const verb = found.end === 'to' ? 'goes to' : 'comes from'
  return {
    here: `it ${verb} ${name(found.here)}`,
    there: `it ${verb} ${name(found.there)}`,
    because: 'the outlet was changed there',
    advice: 'The labels on the boxes say what stands here. Ask the office which one is right.',
  }
}

type OfUnits = Extract<Difference, { kind: 'count' | 'received' | 'line-missing' | 'line-added' }>

function unitWords(found: OfUnits): DifferenceWords {
  switch (found.kind) {
    case 'count':
      return {
        here: `${found.here} ${found.of === 'packed' ? 'counted' : 'expected'}`,
        there: `${found.there} sent`,
        because: `${moved(found.there - found.here)} there`,
        advice: countAdvice(found.isOpenThere),
      }
    case 'received':
      return {
        here: `${found.here} counted`,
        there: `${found.there} received`,
        because:
          found.there === found.agreed
            ? 'what was counted here since was never told'
            : `${moved(found.there - found.agreed)} there, after both had ${found.agreed}`,
        advice: found.isOverThere
          ? 'It is closed there: its counts are taken here, or the office corrects the stock.'
          : 'Say which count is right. Whatever is chosen is told to Lightspeed.',
      }
    case 'line-missing':
      return {
        here: `${found.here} counted`,
        there: 'there is no line of it',
        because: 'the line was taken off there, or it was never told',
        advice:
          found.of === 'packed' ? countAdvice(found.isOpenThere) : 'The office adds them to the stock there.',
      }
    case 'line-added':
      return {
        here: 'nothing of it is known',
        there: `${found.there} sent`,
        because: 'a line was added there',
        advice: countAdvice(found.isOpenThere),
      }
    default:
      return impossible(found)
  }
}

function countAdvice(isOpenThere: boolean): string {
  return isOpenThere
    ? 'It has not been sent there yet, so its count can still be set.'
    : 'It was sent there, and its stock moved by its count: only the office can put that right.'
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** `two units taken off`, `13 units added`. */
export function moved(by: number): string {
  const units = Math.abs(by)
  const count = small[units] ?? String(units)
  return `${count} ${units === 1 ? 'unit' : 'units'} ${by < 0 ? 'taken off' : 'added'}`
}

function signed(units: number): string {
  return units > 0 ? `+${units}` : `−${Math.abs(units)}`
}

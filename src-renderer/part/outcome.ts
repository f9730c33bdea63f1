import { impossible } from '../../src-shared/failure.ts'
import type { ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { units } from '../format.ts'
import { words } from '../words.ts'
import type { IconName } from './icon.tsx'

/** The colour family of an outcome: green, amber, blue, red, or none. */
export type Tone = 'good' | 'look' | 'ask' | 'stop' | 'calm'

/** What the last-scan card draws: colour, shape, word, then the thing itself, a figure and a sentence. */
export type OutcomeFace = {
  readonly tone: Tone
  readonly icon: IconName
  readonly word: string
  readonly title: string
  readonly figure: string | null
  readonly say: string
  /** A green band across: nothing is left to count. */
  readonly isAll: boolean
}

type Counted = Extract<ScanOutcome, { lineId: string }>
export type Bench = 'pack' | 'receive' | 'return' | 'count'
/** Where the question of a scan stands: the keys answer it now, another comes first, or it was put away unanswered. */
export type Asking = 'now' | 'later' | 'aside'

const countedOf = (outcome: Counted) => words.scan.ofPlanned(units(outcome.counted), units(outcome.planned))

function countedFace(outcome: Counted, tone: Tone, icon: IconName, word: string, say?: string): OutcomeFace {
  const { pack } = outcome
  const times =
    pack === null
      ? words.scan.times(outcome.times)
      : words.scan.packSum(units(pack.packs), units(pack.size), units(outcome.times), pack.packs === 1)
  const boxed = outcome.boxNumber === null ? times : words.scan.toBox(times, outcome.boxNumber)
  return {
    tone,
    icon,
    word,
    title: outcome.name,
    figure: countedOf(outcome),
    say: say ? `${boxed} · ${say}` : boxed,
    isAll: outcome.is === 'all-complete',
  }
}

/** A count has nothing it could be out of: only how many there are now. */
function countFace(outcome: Counted, isTotal: boolean): OutcomeFace {
  const isNew = outcome.is === 'extra'
  const face = isNew
    ? countedFace(outcome, 'look', 'plus', words.count.added, words.count.addedSay)
    : countedFace(outcome, 'good', 'check', words.scan.counted)
  return { ...face, figure: units(outcome.counted), ...(isTotal && { say: words.count.total }) }
}

function plain(tone: Tone, icon: IconName, word: string, title: string, say: string): OutcomeFace {
  return { tone, icon, word, title, figure: null, say, isAll: false }
}

/** The first sentence, to be read at arm's length, and what follows it. */
export function sentences(say: string): { first: string; rest: string } {
  const end = say.search(/[.!?] /)
  return end === -1 ? { first: say, rest: '' } : { first: say.slice(0, end + 1), rest: say.slice(end + 2) }
}

function damagedSay({ damaged, name }: Extract<ScanOutcome, { is: 'damaged' }>): string {
  return damaged < 0
    ? words.scan.damagedBack(units(-damaged), name)
    : words.scan.damagedSay(units(damaged), name)
}

/**
 * How one outcome looks; `asking` is for those that ask something.
 * Each has a colour, a shape and a word of its own; its sound stands in `sound.ts`.
 */
export function faceOf(record: ScanRecord, bench: Bench = 'pack', asking: Asking = 'now'): OutcomeFace {
  const { outcome } = record
  const text = visible(record.text)
  const w = words.scan
  if (record.undone) {
    const title = 'name' in outcome ? outcome.name : text
    return plain('calm', 'undo', w.undone, title, w.undoneSay)
  }
  if (bench === 'count' && (outcome.is === 'counted' || outcome.is === 'extra')) {
    return countFace(outcome, record.by === 'hand' && outcome.times <= 0)
  }
  switch (outcome.is) {
    case 'counted':
      if (bench !== 'return') return countedFace(outcome, 'good', 'check', w.counted)
      // On a list that is being made nothing is planned that it could be out of.
      return { ...countedFace(outcome, 'good', 'check', w.listed), figure: units(outcome.counted) }
    case 'line-complete':
      return countedFace(outcome, 'good', 'check-twice', w.lineComplete)
    case 'all-complete':
      return countedFace(
        outcome,
        'good',
        'check-twice',
        w.allComplete,
        bench === 'pack' ? w.allCompletePack : w.allCompleteReceive,
      )
    case 'over':
      return countedFace(
        outcome,
        'look',
        'triangle',
        w.over,
        w.overSay(units(outcome.counted), units(outcome.planned)),
      )
    case 'extra':
      // Nothing was asked for, so there is nothing it could be out of.
      return {
        ...countedFace(outcome, 'look', 'plus', w.extra, w.extraSay),
        figure: outcome.planned === 0 ? units(outcome.counted) : countedOf(outcome),
      }
    case 'damaged':
      return {
        ...plain('look', 'broken', w.damaged, outcome.name, damagedSay(outcome)),
        figure: countedOf(outcome),
      }
    case 'not-on-transfer':
      return plain(
        'look',
        'plus',
        {
          pack: w.notOnTransfer,
          receive: w.notExpected,
          return: w.notExpected,
          count: words.count.notListed,
        }[bench],
        outcome.product.name,
        {
          now: bench === 'count' ? words.count.more : w.addExtra,
          later: w.asksLater,
          aside: w.asideSay,
        }[asking],
      )
    case 'several':
      return plain(
        'ask',
        'question',
        asking === 'now' ? w.several : w.severalLater,
        text,
        {
          now: w.severalSay(outcome.choices.length),
          later: w.asksLater,
          aside: w.asideSay,
        }[asking],
      )
    case 'listed':
      return plain('good', 'check', outcome.isNew ? w.listed : w.listedBefore, outcome.name, text)
    case 'product':
      return plain('calm', 'search', w.product, outcome.names.join(w.or), text)
    case 'unknown':
      return plain('stop', 'cross', w.unknown, text, bench === 'receive' ? w.unknownHere : w.unknownSay)
    case 'misread':
      return plain('stop', 'wave', w.misread, text, `${outcome.why} ${w.misreadSay}`)
    case 'box':
      return plain('calm', 'box', w.box(outcome.number), outcome.say, text)
    case 'consignment':
      return plain('calm', 'arrow', w.consignment, outcome.code, text)
    case 'for-field':
      return plain('calm', 'check', w.forField[outcome.what], text, w.forFieldSay)
    case 'person':
      return plain('calm', 'check', w.person, outcome.say, '')
    case 'not-now': {
      const { first, rest } = sentences(outcome.why)
      return plain('stop', 'pause', w.notNow, first, rest === '' ? text : rest)
    }
    default:
      return impossible(outcome)
  }
}

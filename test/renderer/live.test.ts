import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import {
  followNews,
  hasLost,
  patched,
  patchPackDesk,
  questionsKey,
  questionsLeft,
  settleQuestion,
  tellRefused,
} from '../../src-renderer/live.ts'
import type { Bridge } from '../../src-shared/contract/contract.ts'
import type { News, NewsTopic } from '../../src-shared/contract/news.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { soon } from '../soon.ts'
import { ago, frame, packDesk, parcel, product, scan } from './fixture-desks.ts'

function pretendBridge() {
  const listeners = new Map<string, (body: never) => void>()
  let tellConnection: (isConnected: boolean) => void = () => undefined
  const bridge: Bridge = {
    ask: () => Promise.reject(new Error('nothing is asked here')),
    hear: (topic, listen) => {
      listeners.set(topic, listen)
      return () => listeners.delete(topic)
    },
    onConnection: (listen) => {
      tellConnection = listen
      return () => undefined
    },
  }
  const tell = <T extends NewsTopic>(topic: T, body: News<T>) => listeners.get(topic)?.(body as never)
  return { bridge, tell, connection: (isConnected: boolean) => tellConnection(isConnected) }
}

function news(revision: number, more: Partial<News<'pack'>> = {}): News<'pack'> {
  const desk = packDesk(3)
  return {
    consignmentId: 'c-pack',
    revision,
    lines: [],
    parcels: [],
    totals: { ...desk.totals, packed: revision },
    nextTimes: 1,
    scan: null,
    canUndo: true,
    ...more,
  }
}

const deskKey = ['pack:open', { consignmentId: 'c-pack' }]

function openDesk() {
  const client = new QueryClient()
  const station = pretendBridge()
  const loose: ScanRecord[] = []
  client.setQueryData(deskKey, { ...packDesk(3), revision: 6 })
  const stop = followNews(station.bridge, client, { onLooseScan: (record) => loose.push(record) })
  const boxes = () => (client.getQueryData(deskKey) as ReturnType<typeof packDesk>).parcels
  const packed = () => (client.getQueryData(deskKey) as ReturnType<typeof packDesk>).totals.packed
  const isStale = () => client.getQueryState(deskKey)?.isInvalidated
  const questions = () => client.getQueryData<ScanRecord[]>(questionsKey('c-pack')) ?? []
  return { client, ...station, loose, stop, boxes, packed, isStale, questions }
}

describe('news of a desk', () => {
  it('is written into the desk on the screen', () => {
    const desk = openDesk()
    desk.tell('pack', news(7))
    expect(desk.packed()).toBe(7)
    expect(desk.isStale()).toBe(false)
  })

  it('makes the screen ask for the whole desk when one was missed', () => {
    const desk = openDesk()
    desk.tell('pack', news(7))
    desk.tell('pack', news(9))
    expect(desk.packed()).toBe(9)
    expect(desk.isStale()).toBe(true)
  })

  it('makes the screen ask for the whole desk when the first one after opening was missed', () => {
    const desk = openDesk()
    desk.tell('pack', news(8))
    expect(desk.isStale()).toBe(true)
  })

  it('is not put back by the answer to a re-read that it overtook', async () => {
    const desk = openDesk()
    const answers: ((answer: unknown) => void)[] = []
    const onScreen = new QueryObserver(desk.client, {
      queryKey: deskKey,
      queryFn: () => new Promise((answer) => answers.push(answer)),
      staleTime: Number.POSITIVE_INFINITY,
    })
    const leave = onScreen.subscribe(() => undefined)
    const deskAt = (revision: number) => patchPackDesk(packDesk(3), news(revision))
    desk.tell('pack', news(8))
    await vi.waitFor(() => expect(answers).toHaveLength(1), soon)
    desk.tell('pack', news(9))
    await vi.waitFor(() => expect(answers).toHaveLength(2), soon)
    answers[0]?.(deskAt(8))
    answers[1]?.(deskAt(9))
    const shown: number[] = []
    onScreen.subscribe(() => shown.push(desk.packed()))
    await vi.waitFor(() => expect(desk.client.isFetching()).toBe(0), soon)
    expect(desk.packed()).toBe(9)
    expect(shown).not.toContain(8)
    leave()
  })

  it('is passed over when it is older than what is shown', () => {
    const desk = openDesk()
    desk.tell('pack', news(7))
    desk.tell('pack', news(6))
    expect(desk.packed()).toBe(7)
  })

  it('is shown too when it tells of the same revision: a label came out', () => {
    const desk = openDesk()
    desk.tell('pack', news(7))
    desk.tell('pack', news(7, { parcels: [parcel(2, { label: 'printed' })] }))
    expect(desk.boxes().find((box) => box.number === 2)?.label).toBe('printed')
  })

  it('ends the weight with the connection: nobody weighs any more', () => {
    const { client, tell, connection } = openDesk()
    tell('scale', { reading: { is: 'steady', grams: 900, net: false, shown: '0.900 kg' } })
    connection(false)
    expect(client.getQueryData(['scale:read', {}])).toEqual({ reading: null })
  })

  it('starts over after a lost connection: everything is asked again', () => {
    const desk = openDesk()
    desk.connection(true)
    expect(desk.isStale()).toBe(false)
    desk.connection(false)
    desk.connection(true)
    expect(desk.isStale()).toBe(true)
  })

  it('keeps a question in its place while scanning goes on, until it is answered', () => {
    const desk = openDesk()
    const question = scan('1', { is: 'not-on-transfer', product: product(30), times: 1 })
    desk.tell('pack', news(7, { scan: question }))
    desk.tell('pack', news(8, { scan: scan('2', { is: 'unknown' }) }))
    expect(desk.questions()).toEqual([question])
    settleQuestion(desk.client, 'c-pack', question.id)
    expect(desk.questions()).toEqual([])
  })

  it('leaves a reloaded page with the question that was asked last, unless the work went on', () => {
    const question = scan('1', { is: 'several', choices: [product(0), product(9)], times: 1 })
    const later = scan('2', { is: 'unknown' })
    expect(questionsLeft([question, later])).toEqual([question])
    expect(questionsLeft([later, question])).toEqual([])
    expect(questionsLeft([{ ...question, undone: true }])).toEqual([])
    expect(questionsLeft([])).toEqual([])
  })

  it('hands on a scan that no desk took', () => {
    const desk = openDesk()
    const record = scan('1', { is: 'unknown' }, null)
    desk.tell('scan', record)
    expect(desk.loose).toEqual([record])
  })

  it('makes the card of the scanner ask what came last', () => {
    const desk = openDesk()
    desk.client.setQueryData(['device:list', {}], [])
    desk.tell('scan', scan('1', { is: 'unknown' }, null))
    expect(desk.client.getQueryState(['device:list', {}])?.isInvalidated).toBe(true)
  })
})

describe('a device', () => {
  const [scanner, scale] = frame().devices
  if (!scanner || !scale) throw new Error('no devices')
  const lost = { ...scale, state: { is: 'lost' as const, why: 'gone', since: ago(0) } }

  it('is heard of when it was ready and no longer is, and only then', () => {
    expect(hasLost([scanner, scale], [scanner, lost])).toBe(true)
    expect(hasLost([scanner, lost], [scanner, lost])).toBe(false)
    expect(hasLost([scanner, lost], [scanner, scale])).toBe(false)
  })
})

describe('a patch', () => {
  it('replaces rows in their place and adds new ones at the end', () => {
    expect(
      patched(
        [
          { id: 'a', n: 1 },
          { id: 'b', n: 1 },
        ],
        [
          { id: 'b', n: 2 },
          { id: 'c', n: 2 },
        ],
      ),
    ).toEqual([
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
      { id: 'c', n: 2 },
    ])
  })

  it('leaves one current box when another becomes it', () => {
    const desk = patchPackDesk(packDesk(3), news(1, { parcels: [parcel(3, { isCurrent: true })] }))
    expect(desk.parcels.filter((box) => box.isCurrent).map((box) => box.number)).toEqual([3])
  })

  it('shows first what was taken back last, then what happened before that', () => {
    const first = scan('1', { is: 'unknown' })
    const second = scan('2', { is: 'unknown' })
    let desk = patchPackDesk(packDesk(3), news(1, { scan: first }))
    desk = patchPackDesk(desk, news(2, { scan: second }))
    desk = patchPackDesk(desk, news(3, { scan: { ...first, undone: true } }))
    expect(desk.lastScans.map((record) => [record.text, record.undone])).toEqual([
      ['1', true],
      ['2', false],
    ])
  })
})

describe('a code the station did not take', () => {
  const refused = { text: '9400', say: 'The disk is full.', next: 'Make room.' }
  const outcome = { is: 'not-now', why: 'The disk is full. Make room.' }

  it('stands on the open desk as not counted', () => {
    const { client } = openDesk()
    const before = client.getQueryData<ReturnType<typeof packDesk>>(deskKey)
    tellRefused(client, { screen: 'pack', id: 'c-pack' }, refused)
    const after = client.getQueryData<ReturnType<typeof packDesk>>(deskKey)
    expect(after?.lastScans[0]).toMatchObject({ by: 'keyboard', text: '9400', outcome })
    expect(after?.totals).toEqual(before?.totals)
  })

  it('stands with the loose scans where no desk is open', () => {
    const { client } = openDesk()
    tellRefused(client, { screen: 'devices', id: null }, refused)
    expect(client.getQueryData(['loose-scan'])).toMatchObject({ text: '9400', outcome })
  })
})

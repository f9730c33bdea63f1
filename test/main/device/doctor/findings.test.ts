import { describe, expect, it } from 'vitest'
import type { DoctorFacts } from '../../../../src-main/device/doctor/facts.ts'
import { shellWord } from '../../../../src-main/device/doctor/facts.ts'
import { faults, findingsOf } from '../../../../src-main/device/doctor/findings.ts'
import { otherLanguage } from '../../../../src-main/device/printer/tongue.ts'
import { testCode } from '../../../../src-shared/rule/test-code.ts'
import {
  cases,
  even,
  type FaultCase,
  garbage,
  printer,
  pulse,
  scale,
  scanner,
  trouble,
  typedCode,
  well,
} from './fault-cases.ts'

describe('a fault', () => {
  it.each(Object.entries(cases))('%s is found by its signs', (id, { facts, say, next, command, address }) => {
    const found = findingsOf(facts)
    const finding = found.find((each) => each.fault === id)
    expect(finding, `found ${found.map((each) => each.fault).join(', ') || 'nothing'}`).toBeDefined()
    expect(finding?.say).toMatch(say)
    if (next) expect(finding?.next).toMatch(next)
    if (command !== undefined) expect(finding?.command).toBe(command)
    if (address !== undefined) expect(finding?.address).toBe(address)
    // Sentences of the house: whole, and with a next step.
    expect(finding?.say).toMatch(/^[A-Z“].*[.!?]$/s)
    expect(finding?.next).toMatch(/[.!?]$/)
  })

  it('has a case here, each of them', () => {
    expect(Object.keys(cases).sort()).toEqual(faults.map((fault) => fault.id).sort())
    expect(faults.length).toBeGreaterThanOrEqual(20)
  })

  it('explains what others only suggest: certain findings stand first', () => {
    const both = findingsOf({
      ...(cases['serial-denied'] as FaultCase).facts,
      daemons: ['ModemManager'],
      udev: {},
    })
    expect(both.map((each) => each.isCertain)).toEqual([true, false])
  })

  it.each(['caps-lock', 'keys-lost', 'wrong-layout'])('%s is not taken for another one', (id) => {
    expect(findingsOf((cases[id] as FaultCase).facts).map((each) => each.fault)).toEqual([id])
  })
})

it.each([
  ['a-and-d', /A&D standard/],
  ['adam', /S or U in front/],
  ['generic', /ST and US in front/],
])('a %s scale that never calls a weight steady is told what to set', (protocol, next) => {
  const [finding] = findingsOf(
    well('scale', `serial:/dev/ttyUSB0?protocol=${protocol}`, {
      reading: { now: { is: 'moving', grams: 13, shown: '12.78 g' }, unchangedMs: 11_000 },
    }),
  )
  expect(finding).toMatchObject({ fault: 'never-steady', next: expect.stringMatching(next) })
})

it('a scale that weighed and fell silent is not said to speak another protocol, nor to be mute', () => {
  const { facts } = cases['stopped-sending'] as FaultCase
  expect(findingsOf(facts).map((each) => each.fault)).toEqual(['stopped-sending'])
  // Opened anew since, in case the adapter was pulled.
  const opened = { ...facts, pulse: { ...pulse(), bytesOut: 9 }, silentMs: null }
  expect(findingsOf(opened).map((each) => each.fault)).toEqual(['stopped-sending'])
  const justSilent = { ...facts, state: { is: 'ready' as const }, silentMs: 2_000 }
  expect(findingsOf(justSilent)).toEqual([])
  const other = { ...facts, state: { is: 'ready' as const }, silentMs: 100 }
  expect(findingsOf(other).map((each) => each.fault)).toEqual(['unknown-protocol'])
})

it.each([
  ['4006381333931', 'a product number'],
  [']E04006381333931', 'one with its AIM identifier'],
  ['A4006381333932', 'a wrong check digit'],
  ['BENCH4006381333931', 'a longer word'],
  ['94006381333931', 'a digit in front'],
  ['A1234', 'a short number'],
])('%s (%s) is not said to have a prefix', (lineText) => {
  expect(findingsOf(well('scanner', scanner, { lineText })).map((each) => each.fault)).toEqual([])
})

it('a scanner that types is told to leave its prefix out: nobody takes it off', () => {
  const [finding] = findingsOf(
    well('scanner', scanner, { scan: { text: '~4006381333931', by: 'keyboard', repeatMs: null } }),
  )
  expect(finding).toMatchObject({ fault: 'own-prefix', address: null })
  expect(finding?.next).not.toMatch(/station/)
})

it('codes without an end are noticed also when earlier ones had one', () => {
  const ended = ['9400000000016\r', '9400000000016\r']
  const endless = ['9300675024235', '9300675024235']
  const faultsOf = (...pieces: string[]) =>
    findingsOf(well('scanner', scanner, { pulse: pulse(...pieces) })).map((each) => each.fault)
  expect(faultsOf(...ended, ...endless)).toEqual(['no-line-end'])
  expect(faultsOf(...endless, ...ended)).toEqual([])
  expect(faultsOf('\x029400000000016\x03', '\x029400000000016\x03')).toEqual([])
})

it('a line is not called wrong once its scanner sends a good code, whatever is typed after it', () => {
  const facts = well('scanner', scanner, {
    pulse: pulse(garbage, '9400000000016\r'),
    lineText: '9400000000016',
    ...typedCode('9400000000016'),
  })
  expect(findingsOf(facts)).toEqual([])
  expect(findingsOf({ ...facts, lineText: '\xb9\x80' }).map((each) => each.fault)).toEqual(['wrong-speed'])
})

it('one product scanned twice by a quick person is not called one code that comes twice', () => {
  const scan = { text: '9400000000016', by: 'serial' as const, repeatMs: 650 }
  expect(findingsOf(well('scanner', scanner, { scan }))).toEqual([])
})

describe('what is said of a printer', () => {
  const saidOf = (language: string, more: Partial<DoctorFacts>, place = 'tcp:192.168.1.40:9100') => {
    const [first] = findingsOf(well('printer', `${place}?language=${language}`, more))
    return { say: first?.say ?? '', next: first?.next ?? '', command: first?.command ?? null }
  }
  const mutePulse = { ...pulse(), bytesOut: 8 }
  const silence = { ...trouble('The printer does not say whether it is ready.'), pulse: mutePulse }

  it.each([
    ['zpl', 'ZPL', 'labels'],
    ['tspl', 'TSPL', 'labels'],
    ['escpos', 'ESC/POS', 'paper'],
  ] as const)('is said in its own language: %s', (language, name, stock) => {
    const others = ['ZPL', 'EPL', 'TSPL', 'ESC/POS'].filter((each) => each !== name)
    const noOther = (text: string) => {
      for (const other of others) expect(text).not.toMatch(new RegExp(`(^|[^A-Z])${other}`))
    }
    const muted = saidOf(language, silence)
    expect(muted.say).toBe(
      `The printer takes the connection and answers no question: it is out of ${stock}, open, or speaks another language than ${name}.`,
    )
    expect(muted.next).toContain(`set its language to ${name} or choose its own`)
    noOther(muted.say + muted.next)
    const foreign = saidOf(language, trouble(otherLanguage(language).why))
    expect(foreign.say).toContain(`another language than ${name}, with which it is set up`)
    expect(foreign.next).toContain(`or set the printer to ${name}.`)
    for (const sees of ['prints-commands', 'nothing-comes-out', 'blank', 'shifted'] as const) {
      const { say, next } = saidOf(language, { sees })
      noOther(say + next)
    }
    expect(saidOf(language, { sees: 'prints-commands' }).command === null).toBe(language !== 'zpl')
  })

  it('fits what is loaded: its size, its dots, its roll or its pages', () => {
    const shifted = (settings: string, place?: string) => saidOf(settings, { sees: 'shifted' }, place)
    expect(shifted('zpl&size=a6&dpi=300&turn=90').next).toMatch(
      /hold pause and cancel.*prints A6 at 300 dots an inch, turned by 90°: change that under "Set up"/,
    )
    expect(shifted('tspl').next).toMatch(/^Calibrate it as its manual says.*4 × 6 in at 203 dots/)
    expect(shifted('escpos&size=receipt').next).toMatch(/^The station prints receipt paper.*80 mm wide\.$/)
    expect(shifted('pdf', 'queue:Office').next).toMatch(/Its queue must be set to the same size\.$/)
    expect(saidOf('escpos', { sees: 'blank' }).next).toMatch(/one side only/)
    expect(saidOf('pdf', { sees: 'blank' }, 'queue:Office').next).toMatch(/ink or toner/)
    expect(saidOf('zpl', { sees: 'prints-commands' }, 'queue:Zebra').next).toMatch(/Make its queue a raw one/)
    expect(saidOf('zpl', silence, 'usb:auto').say).toMatch(/answers no question/)
  })
})

describe('a device that works', () => {
  it.each([
    ['scale', scale],
    ['scale', 'hid:auto'],
    ['scanner', scanner],
    ['scanner', 'hid:auto'],
    ['printer', printer],
  ] as const)('%s at %s has no finding', (role, address) => {
    expect(findingsOf(well(role, address))).toEqual([])
  })

  it('has none either where the system tells nothing', () => {
    const silent = {
      platform: 'win32' as const,
      hid: null,
      ports: null,
      node: null,
      holders: null,
      daemons: null,
      user: null,
      udev: null,
      rules: null,
    }
    for (const [role, address] of [
      ['scale', 'serial:COM3'],
      ['scanner', 'hid:auto'],
      ['printer', printer],
    ] as const)
      expect(findingsOf(well(role, address, silent))).toEqual([])
  })

  it('may run beside ModemManager and be read as 8N1 though the scale shows parity', () => {
    const facts = well('scale', scale, { pulse: pulse(even), daemons: ['ModemManager'], udev: {} })
    expect(findingsOf(facts)).toEqual([])
  })

  it('is not called deaf when its scanner reads GS1 with separators, or the test code came right', () => {
    const gs1 = { text: ']d20109400000000016\x1d10AB', by: 'hid' as const, repeatMs: null }
    expect(findingsOf(well('scanner', 'hid:auto', { scan: gs1 }))).toEqual([])
    for (const text of [testCode, '0123456789', 'BENCH-1', '9400000000016'])
      expect(findingsOf(well('scanner', scanner, typedCode(text)))).toEqual([])
  })
})

it('a load that moves is not said to stand', () => {
  const moving = (grams: number | null, unchangedMs: number) =>
    findingsOf(well('scale', scale, { reading: { now: { is: 'moving', grams, shown: null }, unchangedMs } }))
  expect(moving(1234, 2_000)).toEqual([])
  expect(moving(null, 60_000)).toEqual([])
  expect(moving(1234, 60_000).map(({ next }) => next)).toEqual([
    'Set its output to the format that has ST and US in front. Until then, type the weight.',
  ])
})

it('a command holds any path as one word', () => {
  expect(shellWord('/dev/ttyUSB0')).toBe('/dev/ttyUSB0')
  expect(shellWord("/tmp/a b'; rm -rf $HOME")).toBe(`'/tmp/a b'\\''; rm -rf $HOME'`)
})

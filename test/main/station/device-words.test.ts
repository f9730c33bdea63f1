import { expect, it } from 'vitest'
import { deviceWords } from '../../../src-main/station/device-words.ts'

it('hands on the step a printer in trouble names itself', () => {
  const state = { is: 'trouble', why: 'The printer is open.', next: 'Close it until it clicks.' } as const
  expect(deviceWords('printer2', state, 'tcp:10.0.0.5:9100')).toEqual({
    say: 'Second printer: The printer is open.',
    next: 'Close it until it clicks.',
  })
})

it('sends a person to the check where a device names no step', () => {
  const state = { is: 'trouble', why: 'The scale sends nothing.' } as const
  expect(deviceWords('scale', state, 'hid:auto').next).toMatch(/Check it/)
})

it('asks for the cable of a device, and for the print service of a queue', () => {
  const state = { is: 'absent', why: 'It does not answer.' } as const
  expect(deviceWords('printer', state, 'usb:auto').next).toMatch(/cable/)
  expect(deviceWords('scale', state, 'tcp:10.0.0.5:4001').next).toMatch(
    /in the network, and is this its address/,
  )
  expect(deviceWords('printer', state, 'queue:Office').next).toMatch(/^Start the print service/)
})

it('asks nobody to plug in what was lost in the network', () => {
  const state = { is: 'lost', why: 'The connection broke.', since: '2026-11-22T01:02:03.000Z' } as const
  expect(deviceWords('scale', state, 'serial:/dev/ttyUSB0').next).toMatch(/^Plug it in again/)
  expect(deviceWords('scale', state, 'tcp:10.0.0.5:4001').next).toMatch(/in the network\? It is found again/)
})

it('leaves the time a lost device was last seen to the card, which has one clock', () => {
  const state = { is: 'lost', why: 'It was unplugged.', since: '2026-11-22T01:02:03.000Z' } as const
  expect(deviceWords('scanner', state, 'serial:/dev/ttyUSB0').say).toBe('Scanner lost: It was unplugged.')
})

it('tells a printer that was set aside from a device that hangs on a cable', () => {
  const state = { is: 'set-aside', why: 'It sends too much; it was set aside.', since: '' } as const
  expect(deviceWords('printer', state, 'tcp:10.0.0.5:9100').next).toMatch(/^Switch it off and on/)
  expect(deviceWords('scale', state, 'serial:/dev/ttyUSB0').next).toMatch(/^Unplug it/)
  expect(deviceWords('scale', state, 'tcp:10.0.0.5:4001').next).toMatch(/^Switch it off and on/)
})

it('says of a folder in place of the second printer that it is one', () => {
  expect(deviceWords('printer2', { is: 'ready' }, 'folder').say).toBe('The second printer is a folder.')
  expect(deviceWords('printer', { is: 'ready' }, 'folder').say).toBe('No label printer is set up.')
})

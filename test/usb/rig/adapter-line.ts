import type { Machine } from './machine.ts'

/** How the FTDI adapter was set last: its own words, with FTDI's request for the modem lines. */
export function lineOf({ adapterNotes }: Machine) {
  const last = (pattern: RegExp) =>
    adapterNotes()
      .flatMap((note) => pattern.exec(note)?.[1] ?? [])
      .at(-1)
  const lines = last(/control 0x4001, value 0x(\w+)/)
  return {
    data: last(/set_data .*(parity \w, data bits \d, stop bits \d)/),
    baud: last(/baud rate (\d+)/),
    dtrAndRts: lines === '303' ? 'on' : lines === '300' ? 'off' : lines,
  }
}

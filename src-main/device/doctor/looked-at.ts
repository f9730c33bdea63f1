import type { DoctorFacts } from './facts.ts'

/** What the doctor looked at, in sentences; with what this system does not tell, so that 'nothing found' is no promise. */
export function lookedAt(facts: DoctorFacts): string[] {
  return [portSay(facts), trafficSay(facts), holdersSay(facts), daemonsSay(facts), usbSay(facts)].filter(
    (line) => line !== null,
  )
}

function portSay({ node, address }: DoctorFacts): string | null {
  if (address === null) return 'No device is set up here.'
  if (node === null)
    return address.is === 'serial' ? 'This system does not tell whether the port may be used.' : null
  if (!node.isThere) return `${node.path} is not there.`
  return `${node.path} is there and ${node.mayUse ? 'may be used' : 'may not be used by this user'}.`
}

function trafficSay({ pulse, silentMs, state }: DoctorFacts): string {
  if (state.is === 'set-aside') return 'It was cut off when it sent too much; what it sends is not read.'
  if (!pulse.isOpen && pulse.bytesIn === 0) return 'The connection is not open, and nothing came.'
  const came = pulse.bytesIn === 0 ? 'nothing came' : `${pulse.bytesIn} bytes came`
  const last = silentMs === null ? '' : `, the last ${Math.round(silentMs / 1_000)} s ago`
  return `Since the connection was made ${came}${last}; ${pulse.bytesOut} bytes were sent.`
}

function holdersSay({ holders, node }: DoctorFacts): string | null {
  if (node === null || !node.isThere) return null
  if (holders === null) return 'This system does not tell which programs have the device open.'
  return holders.length === 0
    ? 'No other program of this user has it open.'
    : `Open in ${holders[0]?.name} too.`
}

function daemonsSay({ daemons }: DoctorFacts): string | null {
  if (daemons === null) return null
  return daemons.length === 0
    ? 'No program that reaches for serial devices runs (ModemManager, brltty).'
    : `Running: ${daemons.join(', ')}.`
}

function usbSay({ hid, address }: DoctorFacts): string | null {
  if (address?.is !== 'hid') return null
  return hid === null ? 'USB devices could not be listed.' : `${hid.length} USB input devices are listed.`
}

import type { DeviceRole } from '../../src-shared/model/device.ts'

export const addressKinds = ['usb', 'serial', 'tcp', 'virtual', 'folder', 'none'] as const
export type AddressKind = (typeof addressKinds)[number]

/** A device address taken apart into the fields of its form. */
export type AddressDraft = {
  readonly kind: AddressKind
  /** The whole address of a USB device, `hid:…`: it is chosen from a list, not typed. */
  readonly usb: string
  readonly path: string
  /** Empty for the speed that is usual for the protocol, or for scanners. */
  readonly baud: string
  /** How a scale speaks. */
  readonly protocol: string
  /** Settings that the form does not show (line, dtr, unit), kept as they came. */
  readonly kept: Readonly<Record<string, string>>
  readonly host: string
  readonly port: string
}

const usualPort = '9100'
const usualProtocol = 'toledo-8217'
/** The settings an address may have, in the order in which the station writes them. */
const settingsFor = {
  serial: ['baud', 'line', 'dtr', 'protocol', 'unit'],
  tcp: ['protocol', 'unit', 'status'],
}

/** The kinds of connection that make sense for a role. */
export function kindsFor(role: DeviceRole): readonly AddressKind[] {
  const foreign = role === 'printer' ? 'usb' : 'folder'
  return addressKinds.filter((kind) => kind !== foreign)
}

export function readAddress(address: string | null): AddressDraft {
  const empty: AddressDraft = {
    kind: 'none',
    usb: '',
    path: '',
    baud: '',
    protocol: usualProtocol,
    kept: {},
    host: '',
    port: usualPort,
  }
  if (address === null) return empty
  if (address === 'virtual' || address === 'folder') return { ...empty, kind: address }
  if (address.startsWith('hid:')) return { ...empty, kind: 'usb', usb: address }
  const [place = '', query = ''] = address.split('?')
  const { baud = '', protocol = usualProtocol, ...kept } = Object.fromEntries(new URLSearchParams(query))
  const set = { ...empty, baud, protocol, kept }
  const tcp = /^tcp:(.+):(\d+)$/.exec(place)
  if (tcp) return { ...set, kind: 'tcp', host: tcp[1] ?? '', port: tcp[2] ?? usualPort }
  return { ...set, kind: 'serial', path: place.replace(/^serial:/, '') }
}

/** The address as the station takes it; undefined while a field is missing, null for 'not used'. */
export function writeAddress(draft: AddressDraft, role: DeviceRole): string | null | undefined {
  switch (draft.kind) {
    case 'none':
      return null
    case 'virtual':
    case 'folder':
      return draft.kind
    case 'usb':
      return draft.usb === '' ? undefined : draft.usb
    case 'tcp':
      return draft.host.trim() !== '' && /^\d+$/.test(draft.port)
        ? `tcp:${draft.host.trim()}:${draft.port}${settingsOf(draft, role, 'tcp')}`
        : undefined
    case 'serial':
      return draft.path.trim() === '' || !/^\d*$/.test(draft.baud)
        ? undefined
        : `serial:${draft.path.trim()}${settingsOf(draft, role, 'serial')}`
  }
}

/** Another protocol starts with the line its own scales leave the factory with. */
export function withProtocol(protocol: string): Partial<AddressDraft> {
  return { protocol, baud: '', kept: {} }
}

function settingsOf(
  { baud, protocol, kept }: AddressDraft,
  role: DeviceRole,
  kind: 'serial' | 'tcp',
): string {
  const settings: Record<string, string> = {
    ...kept,
    ...(baud === '' ? {} : { baud }),
    ...(role === 'scale' ? { protocol } : {}),
  }
  const written = settingsFor[kind]
    .filter((name) => name in settings)
    .map((name) => `${name}=${settings[name]}`)
  return written.length === 0 ? '' : `?${written.join('&')}`
}

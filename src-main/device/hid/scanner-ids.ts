import { hex4 } from './hid-transport.ts'

/** How a scanner works under one of its product ids, where the list tells. */
export type ScannerMode = 'keyboard' | 'serial' | 'reports' | 'maker'

/** Makers whose every USB device is a scanner (usb.ids, 2025-07-26). */
const makers: Record<string, string> = {
  '0c2e': 'Honeywell',
  '0536': 'Hand Held Products',
  '23d0': 'Youjie',
  '05e0': 'Zebra',
  '05f9': 'Datalogic',
  '1eab': 'Newland',
  '065a': 'Opticon',
}

const keyboard = 'keyboard'
const serial = 'serial'
const reports = 'reports'
const maker = 'maker'

/**
 * Models by their ids, and the mode that belongs to them (usb.ids, 2025-07-26; 0c2e:1001 from the Ultibo driver,
 * 05f9:2210 and 0145:0012 from users' reports). A scanner changes its product id with its mode.
 */
const models: Record<string, readonly [name: string, mode: ScannerMode | null]> = {
  '0c2e:0007': ['Metrologic MS7120', maker],
  '0c2e:0200': ['Metrologic MS7120', keyboard],
  '0c2e:0204': ['Metrologic MS7120', keyboard],
  '0c2e:0206': ['Metrologic MS4980', null],
  '0c2e:0700': ['Metrologic MS7120', serial],
  '0c2e:0720': ['Metrologic MS7120', serial],
  '0c2e:0b61': ['Honeywell Vuquest 3310g', null],
  '0c2e:0b6a': ['Honeywell Vuquest 3310', null],
  '0c2e:0b81': ['Honeywell Voyager 1400g', null],
  '0c2e:1001': ['Honeywell scanner', keyboard],
  '0536:01ca': ['Hand Held Products IT4800', null],
  '05e0:0700': ['Symbol CS1504', null],
  '05e0:1200': ['Symbol scanner', keyboard],
  '05e0:1701': ['Symbol scanner', serial],
  '05e0:1900': ['Symbol scanner', maker],
  '05e0:1a00': ['Symbol CS4070', null],
  '05f9:1104': ['Datalogic Magellan 2200VS', null],
  '05f9:1206': ['Datalogic Gryphon', maker],
  '05f9:120c': ['Datalogic Gryphon GD4430-BK', null],
  '05f9:2202': ['Datalogic scanner', null],
  '05f9:2206': ['Datalogic Gryphon', keyboard],
  '05f9:220c': ['Datalogic Gryphon GD4430', null],
  '05f9:2210': ['Datalogic scanner', keyboard],
  '05f9:2601': ['Datalogic Magellan 1000i', null],
  '05f9:2602': ['Datalogic Magellan 1100i', null],
  '05f9:4204': ['Datalogic Gryphon', serial],
  '05f9:5204': ['Datalogic Gryphon GFS4170', maker],
  '065a:0001': ['Opticon scanner', keyboard],
  '065a:0009': ['Opticon scanner', serial],
  '04b4:0100': ['Cino F760', null],
  '04b4:bca1': ['Bar code reader', null],
  '04b4:de61': ['Bar code reader', null],
  '04b4:de64': ['Bar code reader', null],
  '0416:c141': ['Winbond bar code reader', null],
  '24ea:0197': ['Meva bar code reader', null],
  '13ba:0018': ['PCPlay bar code reader', null],
  '0145:0012': ['Tera scanner', keyboard],
}

/** Newland gives each model a number and each mode an ending. */
const newlandModels: Record<string, string> = {
  '01': 'HR200',
  '13': 'EM30xx',
  '1a': 'HR22',
  '1d': 'FM430',
  '82': 'EM3080',
  '83': 'HR2160',
}
const newlandModes: Record<string, ScannerMode> = { '03': keyboard, '06': serial, '10': reports }

/**
 * The scanner that carries these USB ids: its name, and the mode the ids stand for, null where they do not tell. Null
 * for a device that is not known to be a scanner.
 */
export function scannerWithIds(
  vendorId: number,
  productId: number,
): { name: string; mode: ScannerMode | null } | null {
  const vendor = hex4(vendorId)
  const product = hex4(productId)
  const model = models[`${vendor}:${product}`]
  if (model !== undefined) return { name: model[0], mode: model[1] }
  const madeBy = makers[vendor]
  if (madeBy === undefined) return null
  if (vendor !== '1eab') return { name: `${madeBy} scanner`, mode: null }
  const known = newlandModels[product.slice(0, 2)]
  return { name: `Newland ${known ?? 'scanner'}`, mode: newlandModes[product.slice(2)] ?? null }
}

/** The ids by which scanners are known: a maker of nothing else by its vendor alone, others by each model. */
export const scannerUsbIds: readonly { vendor: string; product: string | null; name: string }[] = [
  ...Object.entries(makers).map(([vendor, name]) => ({ vendor, product: null, name })),
  ...Object.entries(models).flatMap(([ids, [name]]) => {
    const [vendor = '', product = ''] = ids.split(':')
    return vendor in makers ? [] : [{ vendor, product, name }]
  }),
]

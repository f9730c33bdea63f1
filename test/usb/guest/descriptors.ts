import { Buffer } from 'node:buffer'

/** A bar code scanner of the HID point-of-sale tables: 63 bytes under the report id 2. */
export const scannerDescriptor = Buffer.from(
  '058c0902a1010912a1028502150026ff007508950109fe810209fb09fc09fd95' +
    '03810209fe9538810209fb09fc09fc9502810209ff250175019501810295078103c0c0',
  'hex',
)

/** A Honeywell: the same with its feature report FE, one byte, that switches it from typing to reports. */
export const honeywellDescriptor = Buffer.concat([
  scannerDescriptor.subarray(0, -1),
  Buffer.from('85fe0600ff0901150026ff0075089501b102c0', 'hex'),
])

/** A scale of the same tables: 5 bytes under the report id 3, and one byte out under the id 2. */
export const scaleDescriptor = Buffer.from(
  '058d0901a1010920a1020932a10285030970a102150125087508950109710972' +
    '0973097409750976097709788100c00950a1021501250c750895011951295c81' +
    '00c01580257f7508950109418102150027ffff00007510950109408102c00931' +
    'a1028502150025017501950209810980910295069103c0c0c0',
  'hex',
)

/** The plain keyboard of the HID standard's boot protocol: modifiers, a spare byte, six keys. */
export const keyboardDescriptor = Buffer.from(
  '05010906a101050719e029e71500250175019508810295017508810195067508' + '150025650507190029658100c0',
  'hex',
)

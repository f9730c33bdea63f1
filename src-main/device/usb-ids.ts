import { scannerUsbIds } from './hid/scanner-ids.ts'

/** A USB device by its ids, four hex digits in lower case; without a product every device of that maker. */
export type UsbId = { vendor: string; product: string | null; name: string }

/** Scales that send reports or have a serial port of their own (usb.ids 2025-07-26; usbscale's list of models). */
const scales: readonly UsbId[] = [
  { vendor: '0922', product: '8003', name: 'Dymo M10' },
  { vendor: '0922', product: '8004', name: 'Dymo M25' },
  { vendor: '0922', product: '8009', name: 'Dymo S180, S250' },
  { vendor: '1446', product: '6a73', name: 'Stamps.com 510' },
  { vendor: '1446', product: '6a78', name: 'Dymo Endicia 75 lb' },
  { vendor: '1446', product: '6a79', name: 'DS25' },
  { vendor: '2474', product: '0550', name: 'Stamps.com 5 lb' },
  { vendor: '2474', product: '3550', name: 'Stamps.com 35 lb' },
  { vendor: '6096', product: '0158', name: 'Sanford Dymo 10 lb' },
  { vendor: '0b67', product: '555e', name: 'Fairbanks SCB-R9000' },
  { vendor: '0eb8', product: null, name: 'Mettler-Toledo' },
  { vendor: '0d8f', product: '0200', name: 'Pitney Bowes 397-B' },
  { vendor: '7b7c', product: '0100', name: 'USPS PS311' },
]

/** Chips that make a serial port of a USB socket; what is behind one they do not tell (usb.ids 2025-07-26). */
const serialAdapters: readonly UsbId[] = [
  { vendor: '0403', product: null, name: 'FTDI adapter' },
  { vendor: '067b', product: null, name: 'Prolific adapter' },
  { vendor: '10c4', product: 'ea60', name: 'Silicon Labs CP210x adapter' },
  { vendor: '1a86', product: '5523', name: 'CH341 adapter' },
  { vendor: '1a86', product: '7522', name: 'CH340 adapter' },
  { vendor: '1a86', product: '7523', name: 'CH340 adapter' },
]

/** Makers of label printers (usb.ids 2025-07-26). */
const printers: readonly UsbId[] = [
  { vendor: '0a5f', product: null, name: 'Zebra' },
  { vendor: '1203', product: null, name: 'TSC' },
  { vendor: '04b8', product: null, name: 'Epson' },
  { vendor: '0519', product: null, name: 'Star' },
  { vendor: '0828', product: null, name: 'SATO' },
  { vendor: '1504', product: null, name: 'Bixolon' },
  { vendor: '0dd4', product: null, name: 'Custom' },
  { vendor: '0922', product: '0020', name: 'Dymo LabelWriter 450' },
]

/** Every USB device this station knows by its ids, by what it is. */
export const knownUsb = { scanners: scannerUsbIds, scales, serialAdapters, printers } as const

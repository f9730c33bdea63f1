// The default export, like in bars.ts.
import bwipjs from 'bwip-js/node'

/** Pixels a module: two make half a millimetre on a usual screen, which GS1 has as the target for logistic labels. */
const scale = 2
const heightMm = 14
/** Code 128 needs ten blank modules on each side (ISO/IEC 15417). */
const quiet = { paddingwidth: 10, paddingheight: 4, backgroundcolor: 'FFFFFF' }

/** Printable ASCII as a Code 128 to scan from the screen, a PNG. */
export function codePicture(text: string): Promise<Uint8Array> {
  return bwipjs.toBuffer({ bcid: 'code128', text, scale, height: heightMm, ...quiet })
}

/**
 * A scanner's menu command as the bar code that carries it, a PNG: Code 128 with FNC3 first, which says that the data
 * are for the scanner itself (ISO/IEC 15417).
 */
export function setupCodePicture(command: string): Promise<Uint8Array> {
  return bwipjs.toBuffer({
    bcid: 'code128',
    text: `^FNC3${command}`,
    parsefnc: true,
    scale,
    height: heightMm,
    ...quiet,
  })
}

import { photoLongestSide, photoMostBytes } from '../../src-shared/contract/return.ts'

const quality = 0.8

/** A picture as it is kept, or why it cannot be. */
export type ScaledPhoto = { is: 'photo'; bytes: Uint8Array } | { is: 'too-big' } | { is: 'not-one' }

/** The sides of a picture that is no longer than `longest` on either; a small one stays as it is. */
export function scaledSides(width: number, height: number, longest: number): [number, number] {
  const by = Math.min(1, longest / Math.max(width, height))
  return [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))]
}

/**
 * Draws a picture anew as a JPEG of at most 1920 pixels, upright as it was taken. What a camera writes into its files,
 * such as the place, is not drawn.
 */
export async function scalePhoto(file: Blob): Promise<ScaledPhoto> {
  if (file.size > photoMostBytes) return { is: 'too-big' }
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (picture === null) return { is: 'not-one' }
  const [width, height] = scaledSides(picture.width, picture.height, photoLongestSide)
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen === null) return { is: 'not-one' }
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(picture, 0, 0, width, height)
  picture.close()
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality })
  return { is: 'photo', bytes: new Uint8Array(await jpeg.arrayBuffer()) }
}

/** Bytes as base64, in steps that no argument list is too long for. */
export function base64Of(bytes: Uint8Array): string {
  const step = 8_192
  let text = ''
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step))
  }
  return btoa(text)
}

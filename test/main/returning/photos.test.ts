import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReturn, giveReason, planReturnLine } from '../../../src-main/returning/draft.ts'
import { readPhotoFile } from '../../../src-main/returning/photo-files.ts'
import { lookAtPhoto } from '../../../src-main/returning/photo-look.ts'
import { openPhotoUploads } from '../../../src-main/returning/photo-uploads.ts'
import { keepPhoto, removePhoto } from '../../../src-main/returning/photos.ts'
import { returnDesk } from '../../../src-main/returning/return-desk.ts'
import { goods, supplier, type TestBench, testBench, testFolder, tickingClock } from '../bench.ts'
import { jpeg, png } from './pictures.ts'

const { tea } = goods

function damaged(): { bench: TestBench; consignmentId: string } {
  const bench = testBench()
  const { consignmentId } = createReturn(bench, { supplierId: supplier, note: '' })
  planReturnLine(bench, { consignmentId, productId: tea.id, planned: 1 })
  giveReason(bench, { consignmentId, productId: tea.id, reason: 'DAMAGED', text: '' })
  return { bench, consignmentId }
}

const photo = (consignmentId: string, bytes: Uint8Array = jpeg(1600, 1200)) => ({
  consignmentId,
  productId: tea.id,
  bytes,
})
const desk = (bench: TestBench, id: string) => returnDesk(bench.store, bench.consignment(id))
const read = (bench: TestBench, photoId: string) => {
  const row = bench.store.returns.photo(photoId)
  return row === null ? null : readPhotoFile(bench.folder, row, bench.log)
}

describe('a photo of what is damaged', () => {
  it('is kept in the folder of its consignment under a name made here, and is what was missing', async () => {
    const { bench, consignmentId } = damaged()
    expect(desk(bench, consignmentId).missing).toHaveLength(1)
    const bytes = jpeg(1600, 1200, 5_000)
    const { id } = await keepPhoto(bench, bench.folder, photo(consignmentId, bytes))
    expect(desk(bench, consignmentId)).toMatchObject({
      missing: [],
      lines: [{ photos: [{ id, sizeBytes: bytes.length }] }],
    })
    expect(readdirSync(join(bench.folder, 'evidence', consignmentId))).toEqual([`${id}.jpg`])
    expect(bench.store.returns.photo(id)).toMatchObject({ width: 1600, height: 1200, takenBy: 'bench' })
    expect(await read(bench, id)).toEqual({ bytes, contentType: 'image/jpeg' })
  })

  it('is what its bytes are: a PNG is a PNG, and no page, script or half a picture is kept', async () => {
    const { bench, consignmentId } = damaged()
    const { id } = await keepPhoto(bench, bench.folder, photo(consignmentId, png(10, 20)))
    expect(await read(bench, id)).toMatchObject({ contentType: 'image/png' })
    const wrong = [
      Buffer.from('<script>alert(1)</script>'),
      Buffer.concat([jpeg(9, 9).subarray(0, 20), Buffer.from('<html></html>')]),
      jpeg(9, 9).subarray(0, -2),
      png(9, 9).subarray(0, -3),
      png(0, 9),
      Buffer.from('GIF89a'),
    ]
    for (const bytes of wrong) {
      await expect(keepPhoto(bench, bench.folder, photo(consignmentId, bytes))).rejects.toThrow(
        'no JPEG or PNG',
      )
    }
    await expect(keepPhoto(bench, bench.folder, photo(consignmentId, jpeg(1921, 20)))).rejects.toThrow(
      '1921 × 20',
    )
    expect(bench.store.returns.photosOf(consignmentId)).toHaveLength(1)
  })

  it('is taken off the list and put back, and its file stays', async () => {
    const { bench, consignmentId } = damaged()
    const { id } = await keepPhoto(bench, bench.folder, photo(consignmentId))
    removePhoto(bench, { consignmentId, photoId: id, isRemoved: true })
    expect(desk(bench, consignmentId)).toMatchObject({
      lines: [{ photos: [] }],
      missing: [expect.anything()],
    })
    expect(existsSync(join(bench.folder, 'evidence', consignmentId, `${id}.jpg`))).toBe(true)
    removePhoto(bench, { consignmentId, photoId: id, isRemoved: false })
    expect(desk(bench, consignmentId).missing).toEqual([])
    const { consignmentId: other } = createReturn(bench, { supplierId: supplier, note: '' })
    expect(() => removePhoto(bench, { consignmentId: other, photoId: id, isRemoved: true })).toThrow(
      'not on this return',
    )
  })

  it('is added until the goods leave, but not while somebody decides about them', async () => {
    const { bench, consignmentId } = damaged()
    const { id } = await keepPhoto(bench, bench.folder, photo(consignmentId))
    bench.move(consignmentId, 'pending_approval')
    await expect(keepPhoto(bench, bench.folder, photo(consignmentId))).rejects.toThrow('no more')
    bench.move(consignmentId, 'approved')
    await keepPhoto(bench, bench.folder, photo(consignmentId))
    expect(() => removePhoto(bench, { consignmentId, photoId: id, isRemoved: true })).toThrow(
      'can be changed no more',
    )
    expect(bench.store.returns.photosOf(consignmentId)).toHaveLength(2)
  })

  it('F34 is not kept through a link, and no row is written for it', async () => {
    const { bench, consignmentId } = damaged()
    const elsewhere = testFolder()
    mkdirSync(join(bench.folder, 'evidence'))
    symlinkSync(elsewhere, join(bench.folder, 'evidence', consignmentId))
    await expect(keepPhoto(bench, bench.folder, photo(consignmentId))).rejects.toThrow(
      'Photos cannot be kept',
    )
    expect(readdirSync(elsewhere)).toEqual([])
    expect(bench.store.returns.photosOf(consignmentId)).toEqual([])
  })

  it('is asked for again when the disk does not take it, and no row is written', async () => {
    const { bench, consignmentId } = damaged()
    const id = bench.store.newId()
    mkdirSync(join(bench.folder, 'evidence', consignmentId, `${id}.jpg`), { recursive: true })
    const stuck = { ...bench, store: { ...bench.store, newId: () => id } }
    await expect(keepPhoto(stuck, bench.folder, photo(consignmentId))).rejects.toMatchObject({
      code: 'photo-not-kept',
      retryable: true,
    })
    expect(bench.store.returns.photosOf(consignmentId)).toEqual([])
  })

  it('is not shown when it was changed, exchanged for a link, or is gone', async () => {
    const { bench, consignmentId } = damaged()
    const { id } = await keepPhoto(bench, bench.folder, photo(consignmentId))
    const path = join(bench.folder, 'evidence', consignmentId, `${id}.jpg`)
    const other = jpeg(1600, 1200)
    other[30] = 1
    other[7] = 1
    writeFileSync(path, other)
    expect(await read(bench, id)).toBeNull()
    rmSync(path)
    expect(await read(bench, id)).toBeNull()
    const secret = join(testFolder(), 'secret')
    writeFileSync(secret, jpeg(1600, 1200))
    symlinkSync(secret, path)
    expect(await read(bench, id)).toBeNull()
  })
})

describe('a photo on its way', () => {
  const whose = { consignmentId: 'c1', productId: 'p1' }

  it('is whole once all its parts came, in order, for the consignment it was begun for', () => {
    const uploads = openPhotoUploads(tickingClock(), () => 'u1')
    const { uploadId } = uploads.begin({ ...whose, sizeBytes: 5 })
    const part = (at: number, text: string, consignmentId = 'c1') =>
      uploads.part({ consignmentId, uploadId, at, base64: Buffer.from(text).toString('base64') })
    part(0, 'abc')
    expect(() => part(0, 'abc')).toThrow('part of that photo is missing')
    expect(() => part(3, 'defg')).toThrow('missing')
    expect(() => part(3, 'de', 'c2')).toThrow('did not come through')
    expect(() => uploads.take({ consignmentId: 'c1', uploadId })).toThrow('missing')
    part(3, 'de')
    expect(uploads.take({ consignmentId: 'c1', uploadId })).toEqual({
      productId: 'p1',
      bytes: new Uint8Array(Buffer.from('abcde')),
    })
    expect(() => uploads.take({ consignmentId: 'c1', uploadId })).toThrow('did not come through')
  })

  it('is forgotten after two minutes, and when four others were begun since', () => {
    const timers: (() => void)[] = []
    const keepTimer = (run: () => void) => {
      timers.push(run)
      return () => undefined
    }
    let made = 0
    const uploads = openPhotoUploads({ ...tickingClock(), after: (_ms, run) => keepTimer(run) }, () => {
      made += 1
      return `u${made}`
    })
    const begin = () => uploads.begin({ ...whose, sizeBytes: 1 }).uploadId
    const isKnown = (uploadId: string) => {
      try {
        uploads.part({ consignmentId: 'c1', uploadId, at: 0, base64: '' })
        return true
      } catch {
        return false
      }
    }
    const first = begin()
    timers[0]?.()
    expect(isKnown(first)).toBe(false)
    const five = Array.from({ length: 5 }, begin)
    expect(five.map(isKnown)).toEqual([false, true, true, true, true])
  })
})

it('looks past what stands before the frame of a JPEG, and reads both sides', () => {
  expect(lookAtPhoto(jpeg(640, 480))).toEqual({ ending: 'jpg', width: 640, height: 480 })
  expect(lookAtPhoto(png(3, 4))).toEqual({ ending: 'png', width: 3, height: 4 })
  expect(lookAtPhoto(new Uint8Array())).toBeNull()
})

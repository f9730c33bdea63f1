import { useRef, useState } from 'react'
import type { PhotoView, ReturnLine } from '../../src-shared/model/return.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'
import { scalePhoto } from './scale-photo.ts'
import { lineAt, type ReturnActs } from './use-return-acts.ts'

type PhotoStripProps = {
  readonly line: Pick<ReturnLine, 'productId' | 'name' | 'photos' | 'reason'>
  readonly acts: ReturnActs
  /** Photos may be added. */
  readonly canAdd: boolean
  /** Photos may be taken off. */
  readonly canRemove: boolean
}

/** The photos of one product, and the way to a new one: the camera of a tablet, or a file. */
export function PhotoStrip({ line, acts, canAdd, canRemove }: PhotoStripProps) {
  const { productId, name, photos } = line
  const [openId, setOpenId] = useState<string | null>(null)
  const [removedId, setRemovedId] = useState<string | null>(null)
  const open = photos.find((photo) => photo.id === openId) ?? null
  const w = words.return.photo
  const remove = async (photo: PhotoView) => {
    if (!(await acts.removePhoto(productId, photo.id, true))) return
    setOpenId(null)
    setRemovedId(photo.id)
  }
  const putBack = async (photoId: string) => {
    if (await acts.removePhoto(productId, photoId, false)) setRemovedId(null)
  }
  const isNeeded = line.reason === 'DAMAGED' && photos.length === 0
  return (
    <div className="photos">
      <div className="photo-row">
        {photos.map((photo, at) => (
          <button
            key={photo.id}
            type="button"
            className="photo-small"
            aria-label={w.open(name, at + 1)}
            aria-expanded={photo.id === openId}
            onClick={() => setOpenId(photo.id === openId ? null : photo.id)}
          >
            {photo.isKept && <img src={photoSource(photo)} alt="" loading="lazy" decoding="async" />}
          </button>
        ))}
        {canAdd && <AddPhoto line={line} acts={acts} isMain={isNeeded} />}
        {isNeeded && (
          <span className="photo-needed">
            <Icon name="triangle" size={18} />
            {w.needed}
          </span>
        )}
        {removedId !== null && canRemove && (
          <span className="photo-removed" role="status">
            {w.removed}
            <ActButton kind="quiet" icon="undo" onClick={() => void putBack(removedId)}>
              {w.back}
            </ActButton>
          </span>
        )}
      </div>
      {open && (
        <figure className="photo-open">
          <BigPhoto key={open.id} photo={open} alt={w.of(name, photos.indexOf(open) + 1)} />
          <figcaption>
            {canRemove && (
              <ActButton kind="danger" onClick={() => void remove(open)}>
                {w.remove}
              </ActButton>
            )}
            <ActButton onClick={() => setOpenId(null)}>{w.close}</ActButton>
          </figcaption>
        </figure>
      )}
    </div>
  )
}

function photoSource({ id }: PhotoView): string {
  return `./photo/${encodeURIComponent(id)}`
}

function BigPhoto({ photo, alt }: { readonly photo: PhotoView; readonly alt: string }) {
  const [isGone, setGone] = useState(false)
  if (!photo.isKept) return <p role="status">{words.return.photo.ended}</p>
  if (isGone) return <p role="alert">{words.return.photo.gone}</p>
  return <img src={photoSource(photo)} alt={alt} onError={() => setGone(true)} />
}

type AddPhotoProps = Pick<PhotoStripProps, 'line' | 'acts'> & { readonly isMain: boolean }

/** A tablet opens its camera with the first field and its files with the second; elsewhere both open files. */
function AddPhoto({ line, acts, isMain }: AddPhotoProps) {
  const [isAtWork, setAtWork] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const [isTouch] = useState(() => window.matchMedia('(pointer: coarse)').matches)
  const w = words.return.photo
  const add = async (file: Blob) => {
    setWrong(null)
    acts.forget(lineAt(line.productId))
    setAtWork(true)
    const scaled = await scalePhoto(file)
    if (scaled.is === 'photo') await acts.addPhoto(line.productId, scaled.bytes)
    else setWrong(scaled.is === 'too-big' ? w.tooBig : w.notOne)
    setAtWork(false)
  }
  return (
    <>
      <FileButton
        label={isAtWork ? w.sending : isTouch ? w.take : w.choose}
        name={line.name}
        isMain={isMain}
        isCamera={isTouch}
        isDisabled={isAtWork}
        onFile={(file) => void add(file)}
      />
      {isTouch && !isAtWork && (
        <FileButton
          label={w.choose}
          name={line.name}
          isMain={false}
          isCamera={false}
          isDisabled={false}
          onFile={(file) => void add(file)}
        />
      )}
      {wrong && (
        <span className="field-wrong" role="alert">
          <Icon name="triangle" size={18} /> {wrong}
        </span>
      )}
    </>
  )
}

type FileButtonProps = {
  readonly label: string
  readonly name: string
  readonly isMain: boolean
  readonly isCamera: boolean
  readonly isDisabled: boolean
  readonly onFile: (file: Blob) => void
}

function FileButton({ label, name, isMain, isCamera, isDisabled, onFile }: FileButtonProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <label className={`photo-add${isMain ? ' is-main' : ''}${isDisabled ? ' is-busy' : ''}`}>
      <Icon name="camera" size={20} />
      {label}
      <input
        ref={field}
        className="photo-field"
        type="file"
        accept="image/*"
        aria-label={`${label}: ${name}`}
        disabled={isDisabled}
        {...(isCamera && { capture: 'environment' as const })}
        onChange={() => {
          const file = field.current?.files?.[0]
          if (file) onFile(file)
          // The same file once more is a choice as well; and the keys are the scanner's again.
          if (field.current) {
            field.current.value = ''
            field.current.blur()
          }
        }}
      />
    </label>
  )
}

import { useEffect, useState } from 'react'
import { askAgain } from './picture-again.ts'

type PictureProps = {
  readonly productId: string
  readonly name: string
  readonly hasPicture: boolean
  readonly size?: 'row' | 'tile'
}

/** The product's picture, or its first letters where there is none, or none could be fetched yet. */
export function Picture({ productId, name, hasPicture, size = 'row' }: PictureProps) {
  const [isMissing, setMissing] = useState(false)
  const source = `./image/${encodeURIComponent(productId)}`
  useEffect(() => (isMissing ? askAgain(source, () => setMissing(false)) : undefined), [isMissing, source])
  if (!hasPicture || isMissing) {
    return (
      <span className={`picture picture-${size} picture-none`} aria-hidden="true">
        {name.slice(0, 2)}
      </span>
    )
  }
  return (
    <img
      className={`picture picture-${size}`}
      src={source}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setMissing(true)}
    />
  )
}

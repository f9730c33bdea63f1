import { useEffect, useState } from 'react'

/** A picture that could not be fetched, as without a network, is asked for again while its place is shown. */
const againEveryMs = 60_000

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

/** Fetches out of sight, so that the letters stay until there is a picture; what it gives ends it. */
function askAgain(source: string, came: () => void): () => void {
  const timer = setInterval(() => {
    const probe = new Image()
    probe.onload = came
    probe.src = source
  }, againEveryMs)
  return () => clearInterval(timer)
}

import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { Handlers } from './door.ts'

/** Bytes the screens load by address: product pictures, photos, and files made here (slips, labels, reports). */
export type FileDoor = {
  image(productId: string): Promise<{ bytes: Uint8Array; contentType: string } | null>
  /** A photo that was taken here, by its id. */
  photo(photoId: string): Promise<{ bytes: Uint8Array; contentType: string } | null>
  file(name: string): Promise<{ bytes: Uint8Array; contentType: string; name: string } | null>
}

/** Tells each piece of news to the listener until the given function is called. */
export type Subscribe = (listener: (news: AnyNews) => void) => () => void

/** All that a host needs of a station. */
export type StationDoor = {
  handlers: Handlers
  subscribe: Subscribe
  files: FileDoor
  /** A page is gone: what it had goes to the page that is left. */
  pageLeft(pageId: string): void
  close(): Promise<void>
}

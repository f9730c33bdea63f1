import type { WaitingField } from '../../src-shared/model/scan.ts'
import type { Desk } from '../station-settings.ts'

/** What one page shows: its desk, and the field on it that waits for a code. */
export type ShownDesk = Desk & { field: WaitingField | null }

/**
 * The pages that are open on this station. There is one scanner: what it reads goes to the page a person used last, and
 * when that one is closed, to the one used before it.
 */
export type DeskPages = {
  /**
   * What a page shows now. Takes the scanner there when a person is using that page, or when no other has it. Gives the
   * page that has it after that.
   */
  show(pageId: string, shown: ShownDesk, isUsed: boolean): string
  /** A person did something on this page. A page that never said what it shows changes nothing. */
  use(pageId: string): void
  /** The page is closed. After the last one the desk stays: a scan right after still finds it. */
  left(pageId: string): void
}

type Page = { pageId: string; shown: ShownDesk }

/**
 * `follow` is called with what the page with the scanner shows, whenever that may have changed; when it throws, everything
 * stays as it was. `tell` is called with the page that has the scanner from now on.
 */
export function openDeskPages(needs: {
  follow(shown: ShownDesk): void
  tell(pageId: string): void
}): DeskPages {
  /** In the order of their last use: the last one has the scanner. */
  let pages: readonly Page[] = []

  function become(next: readonly Page[]): void {
    const before = pages.at(-1)
    const now = next.at(-1)
    if (now !== undefined && now !== before) needs.follow(now.shown)
    pages = next
    if (now !== undefined && now.pageId !== before?.pageId) needs.tell(now.pageId)
  }

  return {
    show(pageId, shown, isUsed) {
      const page = { pageId, shown }
      const others = pages.filter((known) => known.pageId !== pageId)
      if (isUsed) become([...others, page])
      else if (others.length === pages.length) become([page, ...pages])
      else become(pages.map((known) => (known.pageId === pageId ? page : known)))
      return pages.at(-1)?.pageId ?? pageId
    },
    use(pageId) {
      const page = pages.find((known) => known.pageId === pageId)
      if (page !== undefined) become([...pages.filter((known) => known !== page), page])
    },
    left(pageId) {
      become(pages.filter((known) => known.pageId !== pageId))
    },
  }
}

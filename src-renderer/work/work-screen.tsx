import { TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useRef, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useKeys } from '../part/keys.ts'
import { faceOf } from '../part/outcome.ts'
import { goTo } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { GoOn, underWay } from './go-on.tsx'
import { Lane } from './lane.tsx'
import type { LaneName } from './lane-name.ts'
import { useLooseScan } from './loose-scan.ts'
import { Recounts } from './recounts.tsx'
import { StandingGoods } from './standing-goods.tsx'

const typingRestMs = 150

/** The lanes side by side; those of orders and counts only while there is one, so that the others have their room. */
function lanesOf(lists: Gives<'work:list'>): readonly LaneName[] {
  const own = (['toOrder', 'toCount'] as const).filter((lane) => lists[lane].length > 0)
  return ['toPack', 'toReceive', ...own, 'waiting']
}

/** What is to do here: three lanes, and what is done. A scan or a typed word narrows them down. */
export function WorkScreen({ outletId }: { readonly outletId: string | null }) {
  const scan = useLooseScan()
  const [text, setText] = useState('')
  const [seenId, setSeenId] = useState(scan?.id)
  const [isDoneShown, setDoneShown] = useState(false)
  const [search] = useDebouncedValue(text.trim(), typingRestMs)
  const field = useRef<HTMLInputElement>(null)
  const lists = useAsk('work:list', { search }, { keepLast: true })
  const begun = lists.data && text === '' ? underWay(lists.data) : null
  useKeys({
    '/': () => field.current?.select(),
    F2: () => goTo('new'),
    F4: () => goTo('order', 'new'),
    F6: () => goTo('count', 'new'),
    F8: () => goTo('return'),
    F9: () => begun && goTo(begun.route.screen, begun.route.id),
  })
  if (scan && scan.id !== seenId) {
    setSeenId(scan.id)
    setText(scan.text)
  }
  const face = scan && text === scan.text ? faceOf(scan) : null
  const isSearch = search !== ''
  const found =
    lists.data && !lists.isPlaceholderData && search === text.trim()
      ? new Set(Object.values(lists.data).flatMap((heads) => heads.map(({ id }) => id))).size
      : null
  const w = words.work
  return (
    <div className="work">
      <header className="work-head">
        <TextInput
          ref={field}
          className="find-field"
          leftSection={<Icon name="search" size={20} />}
          rightSection={<kbd className="key">/</kbd>}
          placeholder={w.search}
          aria-label={w.search}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            setText('')
            event.currentTarget.blur()
          }}
        />
        <ActButton kind="main" icon="plus" keyName="F2" onClick={() => goTo('new')}>
          <Begin what={w.start.transfer} />
        </ActButton>
        <ActButton icon="plus" keyName="F4" onClick={() => goTo('order', 'new')}>
          <Begin what={w.start.order} />
        </ActButton>
        <ActButton icon="plus" keyName="F6" onClick={() => goTo('count', 'new')}>
          <Begin what={w.start.count} />
        </ActButton>
        <ActButton icon="plus" keyName="F8" onClick={() => goTo('return')}>
          <Begin what={w.start.goBack} />
        </ActButton>
      </header>
      <p className="work-hint" role="status">
        {face ? (
          <span className={`scan-before tone-${face.tone}`}>
            <Icon name={face.icon} size={18} />
            <strong>{face.word}</strong> {face.title}
            {scan?.outcome.is === 'product' && found !== null && ` · ${w.onConsignments(found)}`}
          </span>
        ) : (
          w.searchHint
        )}
      </p>
      {begun && <GoOn begun={begun} />}
      <StandingGoods />
      <Recounts />
      {lists.error && <FailureNote failure={lists.error.failure} onRetry={() => void lists.refetch()} />}
      {lists.data && (
        <>
          <div className="lanes">
            {lanesOf(lists.data).map((lane) => (
              <Lane key={lane} lane={lane} heads={lists.data[lane]} isSearch={isSearch} outletId={outletId} />
            ))}
          </div>
          <footer className="work-done">
            <ActButton kind="quiet" isPressed={isDoneShown} onClick={() => setDoneShown(!isDoneShown)}>
              {isDoneShown ? w.hideDone : w.showDone(lists.data.done.length)}
            </ActButton>
            {isDoneShown && (
              <Lane lane="done" heads={lists.data.done} isSearch={isSearch} outletId={outletId} />
            )}
          </footer>
        </>
      )}
    </div>
  )
}

/** One word is seen, for there are four beside the search; "new" before it is only read out. */
function Begin({ what }: { readonly what: string }) {
  return (
    <>
      <VisuallyHidden component="span">{words.work.start.begin} </VisuallyHidden>
      {what}
    </>
  )
}

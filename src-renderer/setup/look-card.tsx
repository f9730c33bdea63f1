import { SegmentedControl } from '@mantine/core'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { playSound } from '../sound.ts'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

export function LookCard({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  const w = words.setup
  const percent = Math.round(setup.volume * 100)
  return (
    <section className="card side-card">
      <h2>{w.look}</h2>
      <SegmentedControl
        value={setup.theme}
        onChange={(theme) => void acts.act('look', 'setup:look', { theme })}
        data={[
          { value: 'system', label: w.asComputer },
          { value: 'light', label: w.light },
          { value: 'dark', label: w.dark },
        ]}
        transitionDuration={0}
      />
      <label className="field">
        <span>
          {w.volume}: {w.volumeSay(percent)}
        </span>
        <input
          className="volume"
          type="range"
          min={0}
          max={100}
          step={10}
          defaultValue={percent}
          onChange={(event) => {
            const volume = Number(event.currentTarget.value) / 100
            void acts.act('look', 'setup:look', { volume }).then(() => playSound('counted', volume))
          }}
        />
      </label>
      <span className="reason-acts">
        <ActButton onClick={() => playSound('all-complete', setup.volume)}>{w.hearIt}</ActButton>
      </span>
      <FailureOf acts={acts} where="look" />
    </section>
  )
}

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { oncePressed } from './once-pressed.ts'

/** main = the next thing to do; plain = also possible; quiet = rarely; on-colour = upon a coloured card. */
type ActKind = 'main' | 'plain' | 'quiet' | 'on-colour' | 'danger'

type ActButtonProps = {
  readonly children: ReactNode
  readonly onClick?: () => void
  readonly keyName?: string
  readonly icon?: IconName
  readonly kind?: ActKind
  readonly isBusy?: boolean
  readonly isDisabled?: boolean
  readonly isWide?: boolean
  readonly isPressed?: boolean
  /** Pressed again and again on purpose: each press of a double click counts. */
  readonly isRepeatable?: boolean
  readonly label?: string
  readonly type?: 'button' | 'submit'
}

/** A button that shows its key. It keeps the focus away from itself so that the keys go on working after a touch. */
export function ActButton({
  children,
  keyName,
  icon,
  kind = 'plain',
  isBusy,
  isDisabled,
  ...more
}: ActButtonProps) {
  return (
    <Button
      className={`act act-${kind}${more.isWide ? ' is-wide' : ''}`}
      variant="unstyled"
      type={more.type ?? 'button'}
      onClick={more.isRepeatable ? more.onClick : oncePressed(more.onClick)}
      disabled={isDisabled}
      aria-busy={isBusy}
      aria-pressed={more.isPressed}
      aria-label={more.label}
      aria-keyshortcuts={keyName}
      leftSection={icon && <Icon name={icon} size={20} />}
      rightSection={keyName && <kbd className="key">{keyName}</kbd>}
    >
      {children}
    </Button>
  )
}

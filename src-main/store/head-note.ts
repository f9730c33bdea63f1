import { createHash } from 'node:crypto'
import { closeSync, constants, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'

/** How far a journal had come: its newest row and that row's hash. */
export type Head = { seq: number; hash: string }

/** Beside the store, under its name with this on the end. */
export const headTail = '-head'

/** The files a store is made of, by what their names end with. */
export const storeTails: readonly string[] = ['', '-wal', '-shm', headTail]

const noted = /^(\d{12}) ([0-9a-f]{64}) ([0-9a-f]{16})\n$/

/**
 * Keeps, in a file beside the store, how far the journal has come. SQLite passes over the rest of a write-ahead log from
 * the first damaged byte on without a word, and an older copy put in place is sound in itself: only a head noted
 * elsewhere shows that rows are gone. It is written after each commit and not flushed, so that it never claims more than
 * the store has on disk; a note that is behind says nothing.
 */
export function openHeadNote(path: string): { note(head: Head): void; close(): void } {
  // Not cut short: the note of before stands until the first one is written over it.
  const file = openSync(path, constants.O_CREAT | constants.O_WRONLY, 0o600)
  let isOpen = true
  let newest = 0
  return {
    note({ seq, hash }) {
      // Who hears of a row may write the next one, whose note then comes first.
      if (!isOpen || seq < newest) return
      newest = seq
      try {
        writeSync(file, textOf(seq, hash), 0)
      } catch (thrown) {
        // The command is committed, whatever the disk says to this: the older note stands, or none.
        if (typeof (thrown as { code?: unknown }).code !== 'string') throw thrown
      }
    },
    close() {
      // A second time would close whatever file has its number by then.
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }
}

/** What was noted last; null where there is no note, or half of one. */
export function readHeadNote(path: string): Head | null {
  try {
    const found = noted.exec(readFileSync(path, 'latin1'))
    if (found === null) return null
    const [, seq, hash = '', check] = found
    return checkOf(`${seq} ${hash}`) === check ? { seq: Number(seq), hash } : null
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === 'ENOENT') return null
    throw thrown
  }
}

/**
 * Whether a store was emptied, as by a power cut on a disk that keeps lengths and not contents: what lies beside it shows
 * that there was more. To be asked before SQLite opens it, which deletes the log beside an empty file.
 */
export function isEmptied(path: string): boolean {
  const bytes = (file: string) => (existsSync(file) ? statSync(file).size : 0)
  return bytes(path) === 0 && (readHeadNote(path + headTail) !== null || bytes(`${path}-wal`) > 0)
}

function textOf(seq: number, hash: string): string {
  const text = `${String(seq).padStart(12, '0')} ${hash}`
  return `${text} ${checkOf(text)}\n`
}

const checkOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

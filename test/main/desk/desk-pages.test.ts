import { describe, expect, it } from 'vitest'
import { openDeskPages, type ShownDesk } from '../../../src-main/desk/desk-pages.ts'

const pack: ShownDesk = { screen: 'pack', consignmentId: 'c1', field: null }
const work: ShownDesk = { screen: 'work', consignmentId: null, field: null }
const receive: ShownDesk = { screen: 'receive', consignmentId: 'c2', field: null }

function open() {
  const told: string[] = []
  const state = { desk: null as ShownDesk | null, breaks: false }
  const pages = openDeskPages({
    follow(shown) {
      if (state.breaks) throw new Error('the disk is full')
      state.desk = shown
    },
    tell: (pageId) => told.push(pageId),
  })
  return { pages, state, told }
}

describe('the pages of one station', () => {
  it('give the scanner to the page that was used last, and back again', () => {
    const { pages, state, told } = open()
    expect(pages.show('one', pack, true)).toBe('one')
    expect(pages.show('two', work, true)).toBe('two')
    expect(state.desk).toEqual(work)
    pages.use('one')
    expect(state.desk).toEqual(pack)
    expect(told).toEqual(['one', 'two', 'one'])
  })

  it('give it to the page used before, when the one that has it is closed', () => {
    const { pages, state, told } = open()
    pages.show('one', pack, true)
    pages.show('two', receive, true)
    pages.show('three', work, true)
    pages.left('three')
    expect(state.desk).toEqual(receive)
    pages.left('one')
    expect(state.desk).toEqual(receive)
    pages.left('two')
    expect(state.desk).toEqual(receive)
    expect(told).toEqual(['one', 'two', 'three', 'two'])
  })

  it('leave it where it is when a page nobody uses comes, or goes somewhere else', () => {
    const { pages, state } = open()
    expect(pages.show('one', pack, false)).toBe('one')
    expect(pages.show('two', work, false)).toBe('one')
    expect(pages.show('two', receive, false)).toBe('one')
    expect(state.desk).toEqual(pack)
    expect(pages.show('one', work, false)).toBe('one')
    expect(state.desk).toEqual(work)
  })

  it('take no notice of a connection that shows nothing', () => {
    const { pages, state, told } = open()
    pages.show('one', pack, true)
    pages.use('a program')
    pages.left('a program')
    expect([state.desk, told]).toEqual([pack, ['one']])
  })

  it('stay as they were when the change cannot be kept', () => {
    const { pages, state, told } = open()
    pages.show('one', pack, true)
    state.breaks = true
    expect(() => pages.show('two', work, true)).toThrow('disk')
    state.breaks = false
    pages.left('one')
    expect([state.desk, told]).toEqual([pack, ['one']])
  })
})

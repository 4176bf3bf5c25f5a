import type { LetterKind, LetterSlots } from './facts.ts'
import { cleanLine } from './plain-text.ts'
import { closingTime, longDate } from './dates.ts'

/** A place in a drafted letter that is filled when it is sent (D6). */
export type SlotName = 'date' | 'deleted_on' | 'first_day' | 'last_day' | 'back_on' | 'closes_at' | 'invite'

/** A drafted text: what is signed, with its open places. */
export type Segments = readonly (string | { readonly slot: SlotName })[]

/** The longest that each slot's text can be, so that a drafted message is known to fit whatever the dates. */
const longest: Record<SlotName, number> = {
  date: 17,
  deleted_on: 17,
  first_day: 31,
  last_day: 56,
  back_on: 22,
  closes_at: 36,
  invite: 100,
}

const slotsByKind: Record<LetterKind, readonly SlotName[]> = {
  notice: ['date', 'deleted_on', 'closes_at'],
  reopened: ['date', 'deleted_on', 'closes_at'],
  warning: ['date', 'deleted_on'],
  ban30: ['date', 'deleted_on', 'first_day', 'last_day', 'back_on'],
  lifetime: ['date', 'deleted_on', 'first_day'],
  words_of_advice: ['date', 'deleted_on'],
  no_further_action: ['date', 'deleted_on'],
  come_back: ['date', 'deleted_on', 'invite'],
  appeal_outcome: ['date', 'deleted_on', 'invite'],
}

/** The slots that a kind of letter can fill: a template may use no other. */
export function slotsOf(kind: LetterKind): readonly SlotName[] {
  return slotsByKind[kind]
}

/** The mark of a slot while a template is rendered. Its ends are characters that `clean` takes out of every text. */
export function slotMark(name: SlotName): string {
  return `\ue000${name}\ue001`
}

/** Splits a rendered text at its slot marks. */
export function toSegments(rendered: string): Segments {
  const parts = rendered.split(/\ue000([a-z_]+)\ue001/u)
  return parts
    .map((part, index) => (index % 2 === 1 ? { slot: part as SlotName } : part))
    .filter((part) => part !== '')
}

/** The length that a drafted text has at most, in UTF-16 units, once its slots are filled. */
export function longestLength(segments: Segments): number {
  return segments.reduce((sum, one) => sum + (typeof one === 'string' ? one.length : longest[one.slot]), 0)
}

/** The text with its slots filled. A slot without a value is a bug in the caller and throws: nothing is sent with a gap. */
export function fillSegments(segments: Segments, slots: LetterSlots): string {
  return segments.map((one) => (typeof one === 'string' ? one : slotText(one.slot, slots))).join('')
}

function slotText(name: SlotName, slots: LetterSlots): string {
  switch (name) {
    case 'date':
      return longDate(slots.date)
    case 'deleted_on':
      return longDate(slots.deletedOn)
    case 'first_day':
      return slots.firstDay === 'on_receipt'
        ? 'the day you receive this letter'
        : longDate(needed(name, slots.firstDay))
    case 'last_day':
      return slots.lastDay === 'on_receipt'
        ? '30 days from the day you receive this, counting that day'
        : longDate(needed(name, slots.lastDay))
    case 'back_on':
      if (slots.lastDay === 'on_receipt') return 'the day after that'
      return longDate(Temporal.PlainDate.from(needed(name, slots.lastDay)).add({ days: 1 }).toString())
    case 'closes_at': {
      const closes = needed(name, slots.closesAt)
      if (typeof closes === 'string') return closingTime(closes)
      return closes.daysFromReceipt === 1
        ? 'one day after you receive this'
        : `${closes.daysFromReceipt} days after you receive this`
    }
    case 'invite':
      return inviteText(slots.invite)
  }
}

function inviteText(invite: string | undefined): string {
  if (invite === undefined) return 'ask the admin team for one'
  const address = cleanLine(invite)
  if (address.length > longest.invite || !/^https?:\/\/\S+$/.test(address)) {
    throw new Error('The invitation of a letter is no web address of 100 characters at most')
  }
  return address
}

function needed<T>(name: SlotName, value: T | undefined): T {
  if (value === undefined) throw new Error(`The letter cannot be filled: it has no value for ${name}`)
  return value
}

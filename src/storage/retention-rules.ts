/** A column that dates a row: `at` holds an instant (UTC), `day` a calendar date in London. */
export type OwnDate = { at: string } | { day: string }

export type Goes =
  /** It holds nothing personal, or what it says is true of today and no record of the past. */
  | { how: 'stays'; why: string }
  /** Each row on its own date. */
  | { how: 'own_date'; by: readonly OwnDate[] }
  /**
   * What people wrote goes on the row's own date; the rest, which says who has which part in the matter, stays for as
   * long as there is anything of the matter to be kept from them (A5).
   */
  | { how: 'words'; by: readonly OwnDate[]; words: readonly string[] }
  /**
   * The frame of a matter, like its room: it goes with the last part of the matter. Its words go on their own dates, or
   * where these were never set on that of the opening.
   */
  | { how: 'frame'; by: readonly OwnDate[]; words: Readonly<Record<string, OwnDate>> }
  /** With the row of another table. */
  | { how: 'with'; table: string }
  /** Once Discord has deleted what it points to: until then it is what that is found by. */
  | { how: 'discord' }
  /** The Secretary's register: content and salt are blanked, number and seals stay (J3). */
  | { how: 'blanked' }

export interface TableRule {
  goes: Goes
  /** The column with the reference of the matter that it belongs to: a matter on hold is left alone (K4). */
  matter?: string
  /** Columns that say nothing about anybody. */
  plain: readonly string[]
  /** Columns that may. */
  personal: readonly string[]
}

/** A column that holds an instant. */
export const at = (column: string): OwnDate => ({ at: column })

/** What a case, a complaint and an appeal have in common. */
export const FRAME_PLAIN = [
  'ref',
  'year',
  'seq',
  'platform',
  'state',
  'outcome',
  'opened_at',
  'closed_at',
  'sealed',
]
/** Where its room is. */
export const ROOM = ['thread_id', 'card_message_id']

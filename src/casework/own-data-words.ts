import { type CalendarDate, formatDate, type Instant, londonDate } from '../policy/calendar.ts'
import { deletionDate } from '../policy/retention.ts'
import { kindOf } from './matter.ts'
import type { MatterText } from './matter-records.ts'
import type { OwnReply } from './own-data-records.ts'
import type { Store } from './ports.ts'

/** Something that a person said themselves. */
export interface Said {
  at: Instant
  /** What it was: "Your side", "Your complaint" … */
  what: string
  matter: string | null
  text: string
  deleteOn: CalendarDate
}

/** When something of a moment is deleted (K1): two years later, as a London date. */
export const deletedOn = (at: Instant): CalendarDate => deletionDate(londonDate(at))

const REPLIES: Record<Exclude<OwnReply['kind'], 'told' | 'reopened'>, { what: string; text: string }> = {
  said: { what: 'Your side', text: '' },
  thats_all: { what: 'A button that you pressed', text: "That's all" },
  extended: { what: 'A button that you pressed', text: 'I need more time' },
  wont_reply: { what: 'A button that you pressed', text: "I don't want to reply" },
}

const replied = (r: OwnReply): Said[] => {
  if (r.kind === 'told' || r.kind === 'reopened') return []
  const { what, text } = REPLIES[r.kind]
  const came =
    r.means === null
      ? ''
      : ` (it came another way: ${r.means}${r.cameOn === null ? '' : `, ${formatDate(r.cameOn)}`})`
  return [
    {
      at: r.at,
      what: `${what}${came}`,
      matter: r.ref,
      text: r.text ?? text,
      deleteOn: deletedOn(r.at),
    },
  ]
}

const wrote = (t: MatterText & { matter: string }): Said => ({
  at: t.at,
  what: { complaint: 'Your complaint', appeal: 'Your appeal', case: 'What you wrote' }[kindOf(t.matter)],
  matter: t.matter,
  text: t.text,
  deleteOn: deletedOn(t.at),
})

/** What officers answer is kept until two years after the answer. */
const put =
  (what: string) =>
  (p: { at: Instant; matter: string | null; text: string; answeredAt: Instant | null }): Said => ({
    at: p.at,
    what,
    matter: p.matter,
    text: p.text,
    deleteOn: deletedOn(p.answeredAt ?? p.at),
  })

/** Forms that somebody sends as themselves and not as an officer; one that came back with a mistake is kept for a while. */
const OWN_FORMS = new Map([
  ['complain-form', 'A complaint, not sent yet'],
  ['complain-at', 'A complaint, not sent yet'],
  ['report-form', 'A complaint, not sent yet'],
  ['complaint-add-form', 'More for a complaint, not sent yet'],
  ['appeal-form', 'An appeal, not sent yet'],
  ['appeal-more-form', 'More for an appeal, not sent yet'],
  ['not-me-form', 'That’s not me, not sent yet'],
  ['data-rest-form', 'A request about your data, not sent yet'],
  ['data-change-form', 'A request about your data, not sent yet'],
])

async function unsent(s: Store, person: string): Promise<Said[]> {
  const drafts = await s.draftsOf(person, 'form:')
  return drafts.flatMap((d): Said[] => {
    const what = OWN_FORMS.get(d.kind.slice('form:'.length))
    const { typed = {} } = d.body as { typed?: Record<string, unknown> }
    const text = Object.values(typed)
      .filter((value) => typeof value === 'string' && value.trim() !== '')
      .join('\n\n')
    return what === undefined || text === ''
      ? []
      : [{ at: d.updatedAt, what, matter: null, text, deleteOn: deletedOn(d.updatedAt) }]
  })
}

/**
 * What somebody said themselves, in their own matters and in forms that they never sent, oldest first (N1). `people`: every
 * identity that they know to be taken for theirs.
 */
export async function ownWords(s: Store, person: string, people: string[]): Promise<Said[]> {
  const said = [
    ...(await s.repliesOf(people)).flatMap(replied),
    ...(await s.textsBy(people)).map(wrote),
    ...(await s.objectionsBy(people)).map(put('Whom you asked not to decide')),
    ...(await s.identityChallenges({}))
      .filter(({ by }) => people.includes(by))
      .map(put('What you said about an account that is not yours')),
    ...(await unsent(s, person)),
  ]
  return said.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

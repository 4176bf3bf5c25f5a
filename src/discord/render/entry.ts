import type { Clp } from '../../casework/ports.ts'
import { quoteInFile } from '../../letters/plain-text.ts'
import { formatDate, formatDateTime } from '../../policy/calendar.ts'
import type { Entry, EntryContent, JsonValue } from '../../register/entry.ts'
import { formatLogLine } from '../../register/log-line.ts'
import type { Answer } from '../answer.ts'
import { OUTCOMES } from './complaint-words.ts'
import { stepInWords } from './words.ts'
import { officeInWords } from '../../casework/appoint.ts'
import { OFFICES } from '../../policy/offices.ts'
import { whoInWords } from './who.ts'

/** What the details of entries are called for people. What is not listed is called by its own name, in words. */
const NAMES: Readonly<Record<string, string>> = {
  what: 'What',
  when: 'When, as it was typed',
  why: 'Why',
  rules: 'Rules',
  respondent: 'About',
  name: 'Name',
  person: 'Person',
  people: 'People',
  signers: 'Signed by',
  voided: 'Signatures that became void',
  by: 'By',
  step: 'Step',
  kind: 'Kind',
  explanation: 'Why this step',
  lighter: 'Proposed instead',
  outcome: 'Outcome',
  reasons: 'Reasons',
  oldReason: 'Why it is taken up now',
  letterVersion: 'Version of the letter',
  ownWords: 'Own paragraph in the letter',
  firstDay: 'First day',
  lastDay: 'Last day',
  at: 'At',
  day: 'Day',
  means: 'How',
  how: 'How',
  reached: 'Reached them',
  asked: 'Asked for',
  action: 'What was asked',
  minute: 'Minute',
  log: 'Log channel',
  rooms: 'Channel for rooms',
  repeats: 'Repeated',
  times: 'Times',
  onDuty: 'As an officer on duty',
  referredTo: 'Referred to',
  where: 'Where',
  link: 'Link',
}

const PEOPLE = new Set(['respondent', 'person', 'people', 'signers', 'voided', 'by'])
const CHANNELS = new Set(['log', 'rooms'])

/** Entries in full, for someone who may see them: the lines in the answer, everything in a file (J2). */
export function entriesInWords(clp: Clp, entries: Entry[]): Answer {
  const rules = new Map(clp.config.policy.rules.map((r) => [r.id, r.label]))
  const text = entries.map((e) => inFile(e, rules)).join('\n\n')
  const title = entries.length === 1 ? `**Entry no. ${entries[0]?.n}**` : `**${entries.length} entries**`
  let content = `${title}. Everything is in the file; keep it confidential.`
  for (const entry of entries) {
    const line = `\n${formatLogLine(entry)}${peopleOf(entry.content)}`
    if (content.length + line.length > 1900) break
    content += line
  }
  const file =
    entries.length === 1
      ? `entry-${entries[0]?.n}.txt`
      : `entries-${entries[0]?.n}-to-${entries.at(-1)?.n}.txt`
  return { content, files: [{ name: file, text }] }
}

/** Whom it concerns: the log channel never says (J2), a private answer may. */
const peopleOf = (content: EntryContent | null): string =>
  content?.subject ? `\n-# about ${whoInWords(content.subject)}` : ''

function inFile({ n, h, content }: Entry, rules: Map<string, string>): string {
  if (content === null) return `No. ${n}: deleted on its date.\nSeal: ${h}`
  const order = Object.keys(NAMES)
  const known = Object.entries(content.details).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  const details = known.flatMap(([name, value]) => {
    const said = inWords(name, value, rules)
    return said === '' ? [] : [`${nameInWords(name)}:\n${quoteInFile(said)}`]
  })
  return [
    `No. ${n}, ${formatDateTime(content.at)}`,
    `${content.line}`,
    content.actor.id === null
      ? `By: ${content.actor.name}`
      : `By: ${content.actor.name} (Discord id ${content.actor.id}), ${CODES[content.actor.as] ?? content.actor.as}`,
    ...(content.matter === null ? [] : [`Matter: ${content.matter}`]),
    ...(content.subject === null ? [] : [`About: Discord id ${content.subject}`]),
    ...details,
    ...(content.deleteOn === null ? [] : [`To be deleted on ${formatDate(content.deleteOn)}`]),
    `Seal: ${h}`,
  ].join('\n')
}

const nameInWords = (name: string): string =>
  NAMES[name] ??
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/([A-Z])/g, (x) => ` ${x.toLowerCase()}`)

function inWords(name: string, value: JsonValue, rules: Map<string, string>): string {
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map((one) => inWords(name, one, rules)).join('\n')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([inner, one]) => [nameInWords(inner), inWords(inner, one, rules)])
      .filter(([, said]) => said !== '')
      .map(([called, said]) => `${called}: ${said}`)
      .join('\n')
  if (PEOPLE.has(name) && /^\d{17,20}$/.test(value)) return `Discord id ${value}`
  if (CHANNELS.has(name)) return `channel ${value}`
  if (name === 'rules') return rules.get(value) ?? value
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return formatDateTime(value)
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return formatDate(value)
  if (name === 'letter') return letterText(value)
  return CODES[value] ?? value
}

/** A letter as it was sent is kept as Discord's message; a letter as it was signed by its fingerprint. */
function letterText(value: string): string {
  if (!value.startsWith('{')) return `fingerprint ${value}`
  return (JSON.parse(value) as { content?: string }).content ?? ''
}

/** What stands for something in the register, in words. */
const CODES: Readonly<Record<string, string>> = {
  warning: stepInWords('warning'),
  ban30: stepInWords('ban30'),
  lifetime: stepInWords('lifetime'),
  no_further_action: stepInWords('no_further_action'),
  as_the_ladder: 'the step of the ladder',
  national: 'to the National Complaints team',
  ...Object.fromEntries(OFFICES.map((office) => [office, officeInWords(office)])),
  owner: 'the server’s owner',
  respondent: 'the respondent',
  no_such_matter: 'no such matter, or none that this person may know of',
  not_authorised: 'not theirs to do',
  own_proposal: 'their own proposal',
  appointment: 'this appointment could not be made or ended',
  serve_notice: 'serve a notice another way',
  serve_new: 'give someone new material',
  hold_review: 'review a hold',
  keep_ban: 'a lifetime ban whose file goes',
  lift_unkept: 'lift a ban whose file has gone',
  purge_trouble: 'a deletion that did not come about',
  platform_ban: 'ban someone on another platform',
  platform_lift: 'lift a ban on another platform',
  serve_letter: 'serve a letter another way',
  ban_by_hand: 'ban by hand',
  ban_trouble: 'a ban that keeps failing',
  ec_decides: 'the EC decides',
  name_signers: 'name signers',
  undelivered: 'tell the person another way',
  tell_returned: 'tell the person that they can come back',
  objection: 'answer an objection',
  crisis: 'a crisis',
  relied_on: 'write down what the EC decided',
  change_passwords: 'change passwords',
  reason_needed: 'say why it is still open',
  'case.reconsider': 'to look at a decision again',
  'setup.channels': 'to choose channels',
  'setup.check': 'to check the set-up',
  'setup.policy': 'to see the settings',
  'officer.appoint': 'to appoint',
  'officer.end': 'to end an appointment',
  'platform.list': 'to list the platforms',
  'case.open': 'to open a case',
  'case.view': 'to see a case',
  'case.list': 'to list cases',
  'case.note': 'to write a note',
  'case.evidence': 'to add evidence',
  'case.reply': 'to write down a reply',
  'case.drop': 'to drop a case',
  'case.agree': 'to agree to ask',
  'case.sign': 'to sign',
  'case.dont_sign': 'not to sign',
  'case.edit_letter': 'to edit a letter',
  'case.lighter': 'to propose a lighter outcome',
  'case.read_all': 'to read all of a case',
  'case.name_signers': 'to name signers',
  ...OUTCOMES,
  police: 'the police',
  safeguarding: 'safeguarding',
  complainant: 'a complainant',
  not_now: 'not at that time',
  complaint_moved_on: 'it had moved on since',
  proposal_changed: 'the proposal had changed since',
  needs_naming: 'only people who are named may do that',
  open_case: 'open a case',
  'complaint.report': 'to complain',
  'complaint.list': 'to list complaints',
  'complaint.view': 'to see a complaint',
  'complaint.note': 'to write a note on a complaint',
  'complaint.decide': 'to propose how a complaint ends',
  'complaint.sign': 'to sign',
  'complaint.dont_sign': 'not to sign',
  'complaint.mediate': 'to mediate',
  'complaint.safeguarding': 'to raise safeguarding',
  'complaint.remove_post': 'to remove a post',
  'complaint.open_case': 'to open a case from a complaint',
  'complaint.name_signers': 'to name signers',
  'complaint.add': 'to add to a complaint',
  'complaint.stop': 'to stop a complaint',
  'history.view': 'to see someone’s history',
  'involved.declare': 'to declare an interest',
  'pause.set': 'to set or end a pause',
  'officer.agm': 'to write down an AGM',
  'officer.trained': 'to write down when somebody was trained',
  'officer.handover': 'to print what is open for a successor',
  'register.verify': 'to verify the register',
  'register.search': 'to search the register',
  'register.details': 'to see entries of the register',
  'register.hold': 'to put a matter on hold',
  'task.list': 'to list tasks',
  'task.done': 'to do a task',
  'ban.answer': 'to answer for a ban made or lifted by hand',
  reply: 'to reply to a notice',
}

import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { plainLine } from '../letters/plain-text.ts'

const whole = (from: number, to: number) =>
  z
    .int({ error: `must be a whole number from ${from} to ${to}` })
    .min(from, { error: `must be a whole number from ${from} to ${to}` })
    .max(to, { error: `must be a whole number from ${from} to ${to}` })

const line = (most: number) =>
  z
    .string({ error: `must be a line of text of at most ${most} characters` })
    .trim()
    .min(1, { error: `must not be empty: write a line of text of at most ${most} characters` })
    .refine((text) => !text.includes('\n') && plainLine(text).length <= most, {
      error: `must be one line of at most ${most} characters (signs such as * and _ count twice)`,
    })

const timeOfDay = z
  .string({ error: 'must be a time of day in quotation marks, such as "09:00"' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
    abort: true,
    error: 'must be a time of day in quotation marks, such as "09:00"',
  })

const clp = z.strictObject({
  name: line(60),
  secretary: line(120),
  another_way: line(120),
  national_complaints: line(120),
  safeguarding: line(120),
  safeguarding_person: z
    .string({ error: 'must be a Discord user id: 17 to 20 digits in quotation marks, or ""' })
    .regex(/^(\d{17,20})?$/, {
      error: 'must be a Discord user id: 17 to 20 digits in quotation marks, or ""',
    }),
})

const schema = z.strictObject({
  clp,
  servers: z.record(
    z
      .string()
      .regex(/^\d{17,20}$/, { error: 'must be under a server id: 17 to 20 digits in quotation marks' }),
    clp,
  ),
  cases: z.strictObject({ old_incident_months: whole(1, 24) }),
  reply: z.strictObject({
    agree_to_ask: z.boolean({ error: 'must be true or false' }),
    days: z.strictObject({ warning: whole(0, 28), ban30: whole(0, 28), lifetime: whole(0, 28) }),
    reopen_days: whole(1, 28),
  }),
  sign_off: z.strictObject({
    signatures: whole(2, 5),
    tie_days: whole(1, 28),
    none_within_days: whole(1, 28),
  }),
  ladder: z.strictObject({
    warnings_count_on: z.enum(['any_platform', 'same_platform'], {
      error: 'must be any_platform or same_platform',
    }),
    lifetime_window: z.enum(['from_ban', 'from_warning'], { error: 'must be from_ban or from_warning' }),
  }),
  platforms: z.strictObject({
    branches_count_with_the_rest: z.boolean({ error: 'must be true or false' }),
  }),
  letters: z.strictObject({
    sending_hours: z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .refine((hours) => hours.from < hours.to, { error: 'must begin before they end' }),
    unread_days: whole(1, 28),
    attempts_apart_days: whole(1, 28),
  }),
  carrying_out: z.strictObject({ failures_before_alarm: whole(1, 20), overdue_days: whole(1, 14) }),
  complaints: z.strictObject({
    tell_days: whole(1, 28),
    most_open: whole(1, 100),
    most_a_day: whole(1, 100),
    file_mib: whole(1, 10),
    pause_posting: z.boolean({ error: 'must be true or false' }),
    pause_posting_minute: z.string({ error: 'must be a line of text, or ""' }).trim().max(120),
  }),
  appeals: z.strictObject({
    reconsider_days: whole(0, 28),
    statement_days: whole(1, 28),
    answer_days: whole(1, 28),
    vote_days: whole(1, 28),
    idle_days: whole(1, 28),
    quorum_at_least: whole(2, 20),
    target_days: z.strictObject({ ban30: whole(1, 90), other: whole(1, 90) }),
  }),
  retention: z.strictObject({ time: timeOfDay }),
  backup: z.strictObject({
    nightly: z.boolean({ error: 'must be true or false' }),
    folder: z.string({ error: 'must be a folder, or ""' }).trim().max(400),
    keep_days: whole(1, 30),
  }),
  reminders: z.strictObject({
    target_days: z.strictObject({ warning: whole(1, 90), ban: whole(1, 90) }),
    target_months: whole(1, 12),
    reason_months: whole(3, 24),
  }),
  training: z.strictObject({ required_to_sign: z.boolean({ error: 'must be true or false' }) }),
  rules: z
    .array(
      z.strictObject({
        id: z
          .string({ error: 'must be a short word' })
          .regex(/^[a-z0-9-]{1,40}$/, { error: 'must be small letters, digits and hyphens, at most 40' }),
        label: line(100),
        text: line(600),
      }),
      { error: 'must be a list of rules' },
    )
    .min(1, { error: 'must have at least one rule' })
    .max(25, { error: 'must have at most 25 rules: a form on Discord cannot list more' })
    .superRefine((rules, context) => {
      rules.forEach((rule, index) => {
        if (rules.findIndex((other) => other.id === rule.id) < index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `must differ from the others: "${rule.id}" is used twice`,
          })
        }
      })
    }),
})

/** `policy.yaml` as it is written. */
export type PolicyFile = z.infer<typeof schema>
/** The name and contacts of one CLP. */
export type ClpDetails = z.infer<typeof clp>

/** Reads `policy.yaml`: all its problems at once, each with file, line and what is expected. */
export function readPolicy(
  path: string,
  text: string,
): { ok: true; file: PolicyFile } | { ok: false; problems: string[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(
        (one) => `${path}:${lines.linePos(one.pos[0]).line}: ${plainProblem(one.message)}`,
      ),
    }
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { ok: true, file: parsed.data }
  return {
    ok: false,
    problems: parsed.error.issues.flatMap((issue) => {
      const at = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map(
          (key) =>
            `${path}:${lineOf(document, lines, [...at, key])}: ${[...at, key].join('.')} is no setting. Look for a slip of the pen, or take it out`,
        )
      }
      const message =
        issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
      const missing = at.length > 0 && !document.hasIn(at)
      const where = `${path}:${lineOf(document, lines, at)}: ${at.length === 0 ? 'the file' : at.join('.')}`
      return [missing ? `${where} is missing. It ${expected(message)}` : `${where} ${expected(message)}`]
    }),
  }
}

/** Library wording for a wrong shape (a list where a group belongs) is put in words of our own. */
function expected(message: string): string {
  return message.startsWith('must ')
    ? message
    : 'must be a group of settings, as in the file that came with the bot'
}

function plainProblem(message: string): string {
  const first = message.split('\n')[0] ?? message
  return `is not readable as YAML: ${first}`
}

/** The line of the value at a path, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(last))
      if (pair !== undefined && isNode(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

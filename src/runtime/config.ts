import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { appealInWriting } from '../letters/phrases.ts'
import { loadTemplates, type Templates } from '../letters/templates.ts'
import type { Targets } from '../policy/timescales.ts'
import { readPolicy, type ClpDetails, type PolicyFile } from './policy-file.ts'

/** One rule of the code of conduct that a case can name (D1). */
export interface ConductRule {
  /** Kept with each case. */
  readonly id: string
  /** At most 100 characters, so that it fits a Discord select. */
  readonly label: string
  readonly text: string
}

/** Every ⚙ of the rulebook that is in force. Days are calendar days, times of day Europe/London. */
export interface PolicySettings {
  readonly clp: {
    readonly name: string
    /** How the Secretary is reached, in one line. */
    readonly secretary: string
  }
  /** The ways to appeal that exist outside Discord, as sentences (H1). */
  readonly appealRoutes: readonly string[]
  /** How to reach the National Complaints team (I1). */
  readonly nationalRoute: string
  /** "Need this another way?" (F2). */
  readonly contact: string
  readonly oldIncidentMonths: number
  readonly reply: {
    readonly agreeToAsk: boolean
    readonly days: { readonly warning: number; readonly ban30: number; readonly lifetime: number }
    readonly reopenDays: number
  }
  readonly signOff: { readonly signatures: number; readonly tieDays: number; readonly noneWithinDays: number }
  readonly ladder: {
    readonly warningsCountOn: 'any_platform' | 'same_platform'
    readonly lifetimeWindow: 'from_ban' | 'from_warning'
  }
  /** Whether sanctions on branches' platforms and on the CLP's own count together (B4). */
  readonly branchesCountWithTheRest: boolean
  /** `HH:MM`, `from` before `to` (F5). */
  readonly sendingHours: { readonly from: string; readonly to: string }
  /** When a letter counts as unread, and how far two attempts to serve it lie apart (F3). */
  readonly service: { readonly unreadDays: number; readonly attemptsApartDays: number }
  readonly carryingOut: { readonly failuresBeforeAlarm: number; readonly overdueDays: number }
  /** Whom to ask about a child or an adult at risk (C6): in words, and on Discord where they are there. */
  readonly safeguarding: { readonly contact: string; readonly person: string | null }
  readonly complaints: {
    /** Complainants are told that it is still open every so many days (C2). */
    readonly tellDays: number
    /** Beyond these, what someone sends is added to their open complaint (C9). */
    readonly mostOpen: number
    readonly mostADay: number
    /** The largest file that is kept, in MiB (C8). */
    readonly fileMiB: number
    /** The minute in which the EC turned *Pause posting* on; null while it is off (D11). */
    readonly pausePosting: { readonly minute: string } | null
  }
  readonly appeals: {
    /** A first reply within so many days of the letter goes to the signers again (D8). */
    readonly reconsiderDays: number
    /** Days for the admins' additions, for the appellant's answer, and for the vote (H4, H5). */
    readonly statementDays: number
    readonly answerDays: number
    readonly voteDays: number
    /** A handler idle for so many days: the trusted EC officers may act (H3). */
    readonly idleDays: number
    readonly quorumAtLeast: number
    /** Targets that raise reminders (H11). Days. */
    readonly targetDays: { readonly ban30: number; readonly other: number }
  }
  /** London time of day, `HH:MM`, of the daily deletion (K1). */
  readonly retention: { readonly time: string }
  /** Whether the bot makes backups by itself, where to ("" for beside the register), and how long they are kept (K2). */
  readonly backup: { readonly nightly: boolean; readonly folder: string; readonly keepDays: number }
  /** What a case should take, at most (D9). */
  readonly targets: Targets
  /** Admins sign only once it is recorded when they were trained (L3). */
  readonly trainedToSign: boolean
  /** At most 25, ids unique, in the order in which forms list them (D1). */
  readonly rules: readonly ConductRule[]
}

/** Everything in `config/`, checked. */
export interface Config {
  readonly policy: PolicySettings
  readonly templates: Templates
  /** What differs for the CLPs on further servers, by server id: read it through `configFor`. */
  readonly servers: Readonly<Record<string, ClpDetails>>
}

/**
 * Reads and checks `policy.yaml` and `letters/*.md` in `dir` (F1). Problems come back all at once, one line each,
 * with file, line where there is one, and what is expected.
 */
export function loadConfig(dir: string): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const path = join(dir, 'policy.yaml')
  const text = readText(path)
  const policy = text.ok ? readPolicy(path, text.text) : { ok: false as const, problems: [text.problem] }
  const letters = readLetters(join(dir, 'letters'))
  if (!policy.ok || !letters.ok) {
    return {
      ok: false,
      problems: [...(policy.ok ? [] : policy.problems), ...(letters.ok ? [] : letters.problems)],
    }
  }
  const { file } = policy
  return {
    ok: true,
    config: { policy: settingsOf(file, file.clp), templates: letters.templates, servers: file.servers },
  }
}

/** The configuration for one CLP's server: its own name and contacts where `servers` lists it, else the first CLP's. */
export function configFor(config: Config, serverId: string): Config {
  const own = config.servers[serverId]
  return own === undefined ? config : { ...config, policy: { ...config.policy, ...detailsOf(own) } }
}

/**
 * The lines of `policy.yaml` that still name the made-up CLP it comes with, one problem each. On Discord itself nobody
 * may be sent a letter with an address that does not exist (F2), so the start is refused; practice mode keeps them.
 */
export function stillExample(config: Config, dir: string): string[] {
  const { clp, appealRoutes, nationalRoute, contact } = config.policy
  const named = {
    'clp.name': clp.name,
    'clp.secretary': appealRoutes.join(' '),
    'clp.another_way': contact,
    'clp.national_complaints': nationalRoute,
    'clp.safeguarding': config.policy.safeguarding.contact,
  }
  return Object.entries(named)
    .filter(([, text]) => /exampleton|\.example\b/i.test(text))
    .map(
      ([name]) => `${join(dir, 'policy.yaml')}: ${name} is still the made-up one. Write your own CLP's there`,
    )
}

function detailsOf(
  clp: ClpDetails,
): Pick<PolicySettings, 'clp' | 'appealRoutes' | 'nationalRoute' | 'contact' | 'safeguarding'> {
  return {
    clp: { name: clp.name, secretary: clp.secretary },
    appealRoutes: [appealInWriting(clp.secretary)],
    nationalRoute: clp.national_complaints,
    contact: clp.another_way,
    safeguarding: { contact: clp.safeguarding, person: clp.safeguarding_person || null },
  }
}

function settingsOf(file: PolicyFile, clp: ClpDetails): PolicySettings {
  return {
    ...detailsOf(clp),
    oldIncidentMonths: file.cases.old_incident_months,
    reply: {
      agreeToAsk: file.reply.agree_to_ask,
      days: file.reply.days,
      reopenDays: file.reply.reopen_days,
    },
    signOff: {
      signatures: file.sign_off.signatures,
      tieDays: file.sign_off.tie_days,
      noneWithinDays: file.sign_off.none_within_days,
    },
    ladder: {
      warningsCountOn: file.ladder.warnings_count_on,
      lifetimeWindow: file.ladder.lifetime_window,
    },
    branchesCountWithTheRest: file.platforms.branches_count_with_the_rest,
    sendingHours: file.letters.sending_hours,
    service: { unreadDays: file.letters.unread_days, attemptsApartDays: file.letters.attempts_apart_days },
    carryingOut: {
      failuresBeforeAlarm: file.carrying_out.failures_before_alarm,
      overdueDays: file.carrying_out.overdue_days,
    },
    complaints: {
      tellDays: file.complaints.tell_days,
      mostOpen: file.complaints.most_open,
      mostADay: file.complaints.most_a_day,
      fileMiB: file.complaints.file_mib,
      pausePosting: file.complaints.pause_posting ? { minute: file.complaints.pause_posting_minute } : null,
    },
    appeals: {
      reconsiderDays: file.appeals.reconsider_days,
      statementDays: file.appeals.statement_days,
      answerDays: file.appeals.answer_days,
      voteDays: file.appeals.vote_days,
      idleDays: file.appeals.idle_days,
      quorumAtLeast: file.appeals.quorum_at_least,
      targetDays: file.appeals.target_days,
    },
    retention: { time: file.retention.time },
    backup: {
      nightly: file.backup.nightly,
      folder: file.backup.folder,
      keepDays: file.backup.keep_days,
    },
    targets: {
      ...file.reminders.target_days,
      months: file.reminders.target_months,
      reasonMonths: file.reminders.reason_months,
    },
    trainedToSign: file.training.required_to_sign,
    rules: file.rules,
  }
}

function readLetters(dir: string): ReturnType<typeof loadTemplates> {
  const texts: Record<string, string> = {}
  let names: string[]
  try {
    names = readdirSync(dir).filter((name) => name.endsWith('.md'))
  } catch {
    return { ok: false, problems: [`${dir}: this folder cannot be read. It holds the letters' templates`] }
  }
  for (const name of names) {
    const text = readText(join(dir, name))
    if (!text.ok) return { ok: false, problems: [text.problem] }
    texts[name] = text.text
  }
  const loaded = loadTemplates(texts)
  return loaded.ok ? loaded : { ok: false, problems: loaded.problems.map((one) => join(dir, one)) }
}

function readText(path: string): { ok: true; text: string } | { ok: false; problem: string } {
  try {
    return { ok: true, text: readFileSync(path, 'utf8') }
  } catch {
    return { ok: false, problem: `${path}: cannot be read. Put the file back, or let this user read it` }
  }
}

/**
 * What every table and column of a CLP's file holds, and when it goes (K1). The daily purge deletes by this map, and
 * proves by it that nothing older than its date is left; whoever adds a table or a column adds its line here, and a test
 * fails until they have.
 *
 * Two years are counted from a row's *own date*: the last of the columns in `by` that are set. A row in which none of
 * them is set has no date yet and stays: an office that somebody holds, a platform in use, a hold that is in force.
 */

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
  /** The frame of a matter, like its room: it goes with the last part of the matter. Its words go on their own dates. */
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

const at = (column: string): OwnDate => ({ at: column })

/** What a case, a complaint and an appeal have in common. */
const FRAME_PLAIN = ['ref', 'year', 'seq', 'platform', 'state', 'outcome', 'opened_at', 'closed_at', 'sealed']
const ROOM = ['thread_id', 'card_message_id']

export const RETENTION: Readonly<Record<string, TableRule>> = {
  entries: {
    goes: { how: 'blanked' },
    matter: 'matter',
    plain: ['n', 'c', 'h'],
    personal: ['salt', 'content', 'action', 'matter', 'actor', 'subject', 'delete_on'],
  },
  repeated_refusals: {
    goes: { how: 'own_date', by: [at('last_at')] },
    plain: ['entry', 'closes_at', 'again', 'last_at'],
    personal: ['sameness', 'content'],
  },
  log_posts: {
    goes: {
      how: 'stays',
      why: 'numbers, seals and dates of lines, by which verify finds a deletion that came too early',
    },
    plain: ['message_id', 'channel_id', 'posted_at', 'first_entry', 'last_entry', 'seals', 'gone_at'],
    personal: ['edits'],
  },
  settings: {
    goes: { how: 'stays', why: 'channels and dates of the server as they are today' },
    plain: ['name', 'value'],
    personal: [],
  },

  offices: {
    goes: { how: 'own_date', by: [at('until_at')] },
    plain: ['id', 'office', 'platform', 'from_at', 'until_at'],
    personal: ['person', 'name', 'minute', 'end_minute'],
  },
  platforms: {
    goes: { how: 'own_date', by: [at('retired_at')] },
    plain: ['name', 'kind', 'address', 'registered_at', 'retired_at', 'branch'],
    personal: ['owner'],
  },

  cases: {
    goes: {
      how: 'frame',
      by: [
        at('opened_at'),
        at('agreed_at'),
        at('sign_opened_at'),
        at('decided_at'),
        at('closed_at'),
        at('finding_at'),
        at('reconsidering_since'),
      ],
      words: {
        explanation: at('opened_at'),
        lighter: at('opened_at'),
        finding: at('finding_at'),
        letter: at('decided_at'),
        letter_extra: at('decided_at'),
        close_reason: at('closed_at'),
      },
    },
    matter: 'ref',
    plain: [
      ...FRAME_PLAIN,
      ...ROOM,
      'agreed_at',
      'sign_opened_at',
      'decided_at',
      'step',
      'told_step',
      'blocked_by',
      'letter_version',
      'safeguarding',
      'complaint_ref',
      'reconsidering_since',
      'finding_at',
    ],
    personal: [
      'respondent',
      'respondent_name',
      'notice_to',
      'proposer',
      'agreed_by',
      'room_people',
      'close_reason',
      'explanation',
      'lighter',
      'finding',
      'letter_extra',
      'letter',
    ],
  },
  incidents: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at', 'rules', 'own_step'],
    personal: ['what', 'time', 'old_reason', 'added_by'],
  },
  evidence: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at'],
    personal: ['text', 'author', 'link', 'posted_at', 'added_by'],
  },
  reply_events: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at', 'kind', 'form'],
    personal: ['text', 'means', 'came_on', 'written_by'],
  },
  signoff_votes: {
    goes: { how: 'words', by: [at('at')], words: ['reason'] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at', 'verdict', 'letter_version'],
    personal: ['by', 'reason'],
  },
  involvements: {
    goes: { how: 'words', by: [at('at')], words: ['reason'] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at', 'kind'],
    personal: ['person', 'reason'],
  },
  named_signers: {
    goes: { how: 'words', by: [at('at')], words: [] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at'],
    personal: ['person', 'named_by'],
  },
  case_notes: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at'],
    personal: ['by', 'text'],
  },
  service_attempts: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'case_ref',
    plain: ['id', 'case_ref', 'at', 'what', 'reached'],
    personal: ['means', 'day', 'by'],
  },
  sanctions: {
    goes: { how: 'own_date', by: [at('decided_at'), at('letter_at'), { day: 'letter_date' }] },
    matter: 'ref',
    plain: [
      'ref',
      'kind',
      'platform',
      'decided_at',
      'letter_state',
      'letter_date',
      'letter_at',
      'first_day',
      'last_day',
      'ban_state',
      'lifted_on',
      'relied_on',
      'overturned',
      'under_review',
      'appeal_pending',
    ],
    personal: ['respondent', 'letter_to', 'read_at', 'dm_channel_id', 'dm_message_id', 'dm_body'],
  },
  reconsiderations: {
    goes: { how: 'own_date', by: [at('at'), at('decided_at')] },
    matter: 'case_ref',
    plain: ['case_ref', 'at', 'outcome', 'decided_at'],
    personal: ['text', 'votes'],
  },

  complaints: {
    goes: {
      how: 'frame',
      by: [at('opened_at'), at('sign_opened_at'), at('closed_at')],
      words: {
        post: at('opened_at'),
        post_key: at('opened_at'),
        advice: at('opened_at'),
        mediation: at('opened_at'),
        removal: at('opened_at'),
        proposal: at('sign_opened_at'),
        reasons: at('closed_at'),
      },
    },
    matter: 'ref',
    plain: [
      ...FRAME_PLAIN,
      ...ROOM,
      'illegal',
      'safeguarding',
      'proposal_version',
      'case_ref',
      'sign_opened_at',
      'tell_at',
    ],
    personal: [
      'respondent',
      'respondent_name',
      'room_people',
      'named_signers',
      'post',
      'post_key',
      'advice',
      'mediation',
      'removal',
      'proposal',
      'reasons',
    ],
  },
  complainants: {
    goes: { how: 'words', by: [at('at'), at('stopped_at')], words: ['name'] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'on_duty', 'stopped_at'],
    personal: ['person', 'name'],
  },
  appeals: {
    goes: {
      how: 'frame',
      by: [at('opened_at'), at('handled_at'), at('voting_opened_at'), at('decided_at'), at('closed_at')],
      words: {
        received_how: at('opened_at'),
        suspension: at('decided_at'),
        meeting: at('decided_at'),
        reasons: at('decided_at'),
      },
    },
    matter: 'ref',
    plain: [
      ...FRAME_PLAIN,
      ...ROOM,
      'kind',
      'about',
      'secretary_involved',
      'handled_at',
      'statements_until',
      'answer_until',
      'voting_opened_at',
      'voting_closes_at',
      'reminded_at',
      'decided_at',
      'decided_by',
      'dependents',
      'told',
      'counts_from',
    ],
    personal: [
      'appellant',
      'appellant_name',
      'lodged_by',
      'received_how',
      'trusted_officer',
      'chosen_handler',
      'told_handlers',
      'roll',
      'room_people',
      'reasons',
      'meeting',
      'suspension',
    ],
  },
  matter_texts: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'side', 'kind'],
    personal: ['by', 'text'],
  },
  matter_votes: {
    goes: { how: 'words', by: [at('at')], words: ['reasons'] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'question', 'verdict', 'version'],
    personal: ['by', 'reasons'],
  },
  matter_involvements: {
    goes: { how: 'words', by: [at('at')], words: ['reason'] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'kind'],
    personal: ['person', 'reason'],
  },
  files: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'content_type', 'size', 'state', 'purpose'],
    personal: ['name', 'url', 'sha256', 'added_by'],
  },
  file_chunks: {
    goes: { how: 'with', table: 'files' },
    plain: ['file_id', 'n'],
    personal: ['bytes'],
  },
  national: {
    goes: { how: 'own_date', by: [at('at'), at('outcome_at')] },
    matter: 'matter',
    plain: ['matter', 'at', 'outcome', 'outcome_at'],
    personal: ['by', 'outcome_by', 'note'],
  },
  objections: {
    goes: { how: 'own_date', by: [at('at'), at('answered_at')] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'task_id', 'answered_at'],
    personal: ['by', 'text', 'upheld_for', 'reasons', 'answered_by'],
  },
  restricted_matters: {
    goes: { how: 'words', by: [at('at')], words: [] },
    matter: 'matter',
    plain: ['matter', 'at'],
    personal: [],
  },
  posting_pauses: {
    goes: { how: 'own_date', by: [at('at'), at('until_at'), at('ended_at')] },
    matter: 'matter',
    plain: ['id', 'matter', 'at', 'until_at', 'ended_at'],
    personal: ['person', 'by', 'renewed_by'],
  },

  drafts: {
    goes: { how: 'own_date', by: [at('updated_at')] },
    matter: 'used_for',
    plain: ['id', 'kind', 'updated_at', 'used_for'],
    personal: ['owner', 'body'],
  },
  effects: {
    goes: { how: 'own_date', by: [at('created_at')] },
    matter: 'target',
    plain: ['id', 'name', 'state', 'created_at', 'not_before', 'attempts', 'nonce', 'first_attempt_at'],
    personal: ['lane', 'target', 'payload', 'channel_id', 'body', 'last_error'],
  },
  tasks: {
    goes: { how: 'own_date', by: [at('raised_at'), at('done_at')] },
    matter: 'matter',
    plain: ['id', 'kind', 'matter', 'offices', 'platform', 'raised_at', 'done_at', 'due_on', 'alarmed_at'],
    personal: ['subject', 'text', 'about', 'done_by', 'done_how', 'not_for'],
  },
  hand_bans: {
    goes: { how: 'own_date', by: [at('seen_at'), at('answered_at')] },
    plain: ['id', 'kind', 'seen_at', 'answer', 'answered_at'],
    personal: ['user_id', 'by', 'reason', 'answered_by'],
  },

  identity_links: {
    goes: {
      how: 'own_date',
      by: [at('proposed_at'), at('decided_at'), at('parting_at'), at('ended_at')],
    },
    plain: ['id', 'proposed_at', 'decided_at', 'confirmed', 'parting_at', 'ended_at'],
    personal: [
      'a',
      'a_name',
      'b',
      'b_name',
      'reason',
      'proposed_by',
      'decided_by',
      'refused_why',
      'parting_by',
      'parting_why',
      'ended_by',
      'ended_why',
    ],
  },
  identity_challenges: {
    goes: { how: 'own_date', by: [at('at'), at('answered_at')] },
    matter: 'matter',
    plain: ['id', 'link_id', 'at', 'matter', 'task_id', 'upheld', 'answered_at'],
    personal: ['by', 'written_by', 'text', 'reasons', 'answered_by'],
  },

  pauses: {
    goes: { how: 'own_date', by: [{ day: 'to_day' }, at('ended_at')] },
    plain: ['id', 'from_day', 'to_day', 'set_at', 'ended_at'],
    personal: ['reason', 'set_by', 'ended_by'],
  },
  trainings: {
    goes: { how: 'own_date', by: [{ day: 'on_day' }, at('at')] },
    plain: ['id', 'on_day', 'at'],
    personal: ['person', 'recorded_by'],
  },
  reminders: {
    goes: { how: 'own_date', by: [{ day: 'day' }] },
    plain: ['day'],
    personal: ['thing'],
  },

  told_messages: {
    goes: { how: 'own_date', by: [at('at')] },
    matter: 'matter',
    plain: ['id', 'at', 'what', 'matter'],
    personal: ['person', 'body'],
  },
  data_requests: {
    goes: { how: 'own_date', by: [at('at'), at('answered_at')] },
    matter: 'ref',
    plain: ['ref', 'year', 'seq', 'kind', 'at', 'due_on', 'outcome', 'answered_at', 'reached', 'reminded'],
    personal: ['person', 'person_name', 'words', 'about', 'trusted', 'answer', 'released', 'answered_by'],
  },
  data_choices: {
    goes: { how: 'with', table: 'data_requests' },
    plain: ['request', 'piece', 'at', 'release'],
    personal: ['reason', 'by'],
  },
  data_copies: {
    goes: { how: 'own_date', by: [at('at')] },
    plain: ['at'],
    personal: ['person'],
  },

  holds: {
    goes: { how: 'own_date', by: [at('released_at')] },
    plain: ['id', 'matter', 'at', 'review_on', 'released_at'],
    personal: ['by', 'reason', 'minute', 'released_by'],
  },
  ban_register: {
    goes: {
      how: 'stays',
      why: 'lifetime bans that the EC has minuted to keep, and nothing else about them (K3)',
    },
    plain: ['ref', 'platform', 'day', 'minute'],
    personal: ['identity'],
  },
  ban_reviews: {
    goes: { how: 'own_date', by: [at('asked_at'), at('decided_at')] },
    plain: ['ref', 'asked_at', 'decision', 'minute', 'decided_at'],
    personal: ['decided_by'],
  },
  posted_messages: {
    goes: { how: 'discord' },
    matter: 'matter',
    plain: ['message_id', 'at', 'what', 'matter', 'state', 'tries', 'not_before', 'why'],
    personal: ['channel_id'],
  },
}

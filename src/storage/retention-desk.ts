import { at, type TableRule } from './retention-rules.ts'

/** The register itself, offices, what lies on desks and waits to be sent, and what retention keeps of its own. */
export const DESK: Readonly<Record<string, TableRule>> = {
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
    personal: ['person', 'body', 'channel_id', 'message_id'],
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
    // where an appeal holds the file of a ban that the EC has lifted, this says that it is
    matter: 'ref',
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

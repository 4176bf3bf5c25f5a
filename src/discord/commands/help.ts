import { officeInWords } from '../../casework/appoint.ts'
import { whatIMay } from '../../casework/what-i-may.ts'
import type { Action } from '../../policy/actions.ts'
import type { Command } from '../handler.ts'
import { inPieces } from '../render/pieces.ts'

const IN_THE_ROOM =
  'In the room of a case: **Agree to ask**, **Sign** or **Don’t sign** once the other side is in, **Edit letter**, **Lighter outcome**, **Read all**.'
const IN_THE_ROOM_OF_A_COMPLAINT =
  'In the room of a complaint: **Propose outcome**, **Sign** or **Don’t sign**, **Add note**, and **Open a case** once that is signed.'
const ON_A_CARD =
  'On the card of a complaint or a case: **Remove post**, **Safeguarding** for a child or an adult at risk, **May be illegal**, and **Pause posting** where the EC has turned it on.'
const OFFICERS = '`/officer appoint` and `/officer end`: appoint someone to an office, or end an appointment.'
const NATIONAL =
  '`/national refer` and `/national outcome`: record that a matter is with the National Complaints team, and what they answered.'
const PLATFORMS =
  "`/platform add` and `/platform retire`: enter one of the CLP's other platforms (a page, a group, an account), or take one out of use."
const IDENTITIES =
  '`/person link` and `/person unlink`: say that two identities are one person, or that they are not. A second officer confirms it.'
const TASKS = '`/task list`: what waits for you, with its buttons.'

/** What each right is good for, in plain English; rights with the same line are told once. Null: told with another, or nothing to use it with yet. */
const HELP: Readonly<Record<Action, string | null>> = {
  'setup.channels': '`/setup channels`: choose the log channel and the channel for rooms.',
  'setup.check': '`/setup check`: is everything in order? It says how to mend what is not.',
  'restore.resume': null,
  'setup.policy': '`/setup policy`: the settings in force.',
  'officer.appoint': OFFICERS,
  'officer.end': OFFICERS,
  'officer.list': '`/officer list`: who is admin and officer of what, and since when.',
  'platform.list': "`/platform list`: the CLP's platforms, who owns them and who is admin of each.",
  'platform.add': PLATFORMS,
  'platform.retire': PLATFORMS,
  'case.open':
    '`/warn`, or the menu **Open a case** on a post: open a case about someone. Nobody else sees it until you press **Put to the admins**.',
  'case.list': '`/case list`: the open cases, and your drafts.',
  'case.view': '`/case view`: one case with its buttons, for you alone.',
  'case.note': '`/case note`: write a note for the other admins.',
  'case.evidence': '`/case evidence`: add evidence. It goes to the person concerned too.',
  'case.reply': '`/case reply`: write down what someone said who replied by e-mail, by post or in person.',
  'case.drop': '`/case drop`: drop a case before it is decided, with a reason.',
  'case.agree': IN_THE_ROOM,
  'case.sign': IN_THE_ROOM,
  'case.dont_sign': IN_THE_ROOM,
  'case.edit_letter': IN_THE_ROOM,
  'case.lighter': IN_THE_ROOM,
  'case.read_all': IN_THE_ROOM,
  'case.name_signers': 'Where a case needs other signers you get a task with **Name signers**.',
  'history.view':
    '`/history`, or the menu **History** on a person: what stands against them, and what would be next.',
  'person.link': IDENTITIES,
  'person.unlink': IDENTITIES,
  'involved.declare': '`/involved`: say that you are involved in a matter. You then take no part in it.',
  'register.verify': '`/register verify`: is the register as it was written?',
  'register.search':
    '`/register search`: find entries of the register. **Details** on a line of the log channel shows it in full.',
  'register.hold':
    '`/register hold`: keep an open matter beyond its two years, with a minute of the EC, or release it.',
  'register.details': null,
  'task.list': TASKS,
  'task.done': TASKS,
  'ban.answer': 'When someone is banned or let back in by hand, you are asked what should happen.',
  crisis: '`/crisis`: reach the Social Media Officer at once.',
  'complaint.report':
    '`/complain`, or the menu **Report to admins** on a post: tell the admins about something. It also shows where your complaints stand.',
  'complaint.list': '`/complaint list`: the open complaints.',
  'complaint.view': '`/complaint view`: one complaint with its buttons, for you alone.',
  'complaint.note': IN_THE_ROOM_OF_A_COMPLAINT,
  'complaint.decide': '`/complaint decide`: propose how a complaint ends, with reasons.',
  'complaint.sign': IN_THE_ROOM_OF_A_COMPLAINT,
  'complaint.dont_sign': IN_THE_ROOM_OF_A_COMPLAINT,
  'complaint.mediate':
    '`/complaint mediate`, or **Mediate** on a card: offer both sides to settle it by talking, with you between them.',
  'complaint.safeguarding': ON_A_CARD,
  'complaint.remove_post': ON_A_CARD,
  'complaint.open_case': IN_THE_ROOM_OF_A_COMPLAINT,
  'complaint.name_signers': null,
  'case.safeguarding': ON_A_CARD,
  'post.pause': ON_A_CARD,
  'case.reconsider': IN_THE_ROOM,
  'appeal.lodge': '`/appeal`: appeal against a decision about you, or see where your appeal stands.',
  'appeal.list': '`/appeals list` and `/appeals view`: the appeals that you handle or decide.',
  'appeal.view': null,
  'appeal.lodge_for':
    '`/appeals lodge`: lodge an appeal for someone who wrote by e-mail, by post or in person.',
  'appeal.statement': null,
  'appeal.put_to_ec': null,
  'appeal.vote':
    'In the room of an appeal that is with the EC: **Stands** or **Does not stand**, with your reasons, and **Read all**.',
  'appeal.meeting': '`/appeals meeting`: record what an EC meeting decided on an appeal.',
  'appeal.suspend':
    'On the card of an appeal: **Suspend the ban** while it runs, together with one EC member.',
  'appeal.choose_handler':
    'Where nobody is left to handle an appeal you get a task with **Choose a handler**.',
  'objection.answer': TASKS,
  'national.refer': NATIONAL,
  'national.outcome': NATIONAL,
  'data.own':
    '`/mydata`: a copy of your own data, at once; with it you can ask for the rest, or for something to be corrected or deleted.',
  'data.ask_for':
    '`/register request`: write down that somebody asked for their data by e-mail, by post or in person.',
  'data.handle': TASKS,
  privacy: '`/privacy`: what is held about people, why, how long, and what your rights are.',
  'pause.set': '`/pause`: no time to reply and no vote closes on the days of a pause.',
  'officer.agm':
    '`/officer agm`: write down that an AGM was held. The admins of each platform are asked to change its passwords.',
  'officer.trained': '`/officer trained`: write down when somebody was trained.',
  'officer.handover': '`/officer handover`: what is open, with its dates, for whoever comes after you.',
  rules: '`/rules`: the rules that apply here, in plain English.',
  help: '`/help`: this list.',
}

/** `/help`: what this person can do, worked out from the table of authority (A2). */
export const help: Command = {
  data: {
    name: 'help',
    description: 'What you can do with this bot',
    contexts: [0],
    integration_types: [0],
  },
  async run(c) {
    const { actions, offices, isOwner } = await whatIMay(c.clp, c.actor)
    const lines = [...new Set(actions.map((a) => HELP[a]).filter((line) => line !== null))]
    const held = offices.map(
      (h) =>
        `${officeInWords(h.office)}${h.platform ? ` of ${h.platform === 'discord' ? 'this server' : h.platform}` : ''}`,
    )
    const who = [...(isOwner ? ["the server's owner"] : []), ...held]
    const standsIn = offices.some((h) =>
      ['chair', 'secretary', 'ec_member', 'trusted_ec_officer'].includes(h.office),
    )
    return inPieces([
      'This bot helps the CLP to carry out its social media policy. It judges nobody: people decide, both sides are heard, and everything is written down.',
      '',
      ...(who.length > 0 ? [`**As ${list(who)} you can use:**`] : ['**You can use:**']),
      ...lines.map((line) => `• ${line}`),
      ...(standsIn
        ? [
            '',
            'Where the admins cannot decide a case you may be asked to stand in. You then get into its room.',
          ]
        : []),
      ...(offices.length === 0
        ? [
            '',
            'If the bot writes to you about something that was reported, nothing is decided yet: its message has buttons to give your side.',
          ]
        : []),
    ])
  },
}

const list = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

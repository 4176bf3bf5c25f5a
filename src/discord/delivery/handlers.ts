import type { Handlers } from '../../outbox/handlers.ts'
import type { Api } from './api.ts'
import { appealEdit, appealLetter } from './appeal-outcome.ts'
import { appellantDm, statementAsk } from './appellant.ts'
import { ban } from './ban.ts'
import { banCheckWith } from './ban-check.ts'
import { safeguardingAlert } from './care.ts'
import { dataAnswer } from './data-answer.ts'
import { complainantDm, complainantNow, respondentDm } from './complainants.ts'
import { digest } from './digest.ts'
import { fetchFiles } from './files.ts'
import { forget } from './forget.ts'
import { mediationAsk, mediationTold } from './mediation.ts'
import { pausePosting, pauseTold } from './pause.ts'
import { removePost } from './remove-post.ts'
import { letter, notice, outcome, reopened } from './letters.ts'
import { mondayNote } from './monday-note.ts'
import { handBanAlert, logLines, officerDm, taskAlert } from './officers.ts'
import { personDm, toldInLetter } from './person-dm.ts'
import { pauseNews, replyEnds } from './reply-times.ts'
import { restrictLog } from './restrict-log.ts'
import { restored } from './restored.ts'
import { takeOut } from './take-out.ts'
import { returned } from './returned.ts'
import { type RoomCheck, roomCheck } from './room-access.ts'
import { room, roomCard } from './room.ts'
import { caseFilePart, roomLine } from './said-in-room.ts'

/** How each effect reaches Discord. */
export const deliveryHandlers = (api: Api, botId: () => string, origins: string[]): Handlers =>
  handlersWith(api, botId, origins, roomCheck(api))

const handlersWith = (api: Api, botId: () => string, origins: string[], check: RoomCheck): Handlers => ({
  letter: letter(banCheckWith(api, botId)),
  notice,
  reopened,
  outcome,
  digest,
  'monday-note': mondayNote,
  'reply-ends': replyEnds,
  'pause-news': pauseNews,
  'officer-dm': officerDm,
  'room-line': roomLine(check),
  'case-file': caseFilePart(check),
  'appeal-letter': appealLetter(api),
  'appeal-edit': appealEdit(api),
  'task-alert': taskAlert,
  'hand-ban-alert': handBanAlert,
  log: logLines(api),
  'restrict-log': restrictLog(api),
  'person-dm': personDm,
  'told-in-letter': toldInLetter(api),
  'appellant-dm': appellantDm,
  'statement-ask': statementAsk,
  card: roomCard(api, check),
  room: room(api, botId),
  ban: ban(api),
  'complainant-now': complainantNow,
  'complainant-dm': complainantDm,
  'respondent-dm': respondentDm,
  'fetch-file': fetchFiles(origins),
  'safeguarding-alert': safeguardingAlert,
  'mediation-ask': mediationAsk,
  'mediation-told': mediationTold,
  'remove-post': removePost(api),
  'pause-posting': pausePosting(api),
  'pause-told': pauseTold,
  'take-out': takeOut(api),
  returned: returned(api),
  'data-answer': dataAnswer,
  forget: forget(api),
  restored,
})

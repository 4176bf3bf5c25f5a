import { appealForm, moreForm, statementForm } from './appeal-forms.ts'
import { moreForThemForm, onBehalfForm } from './appeal-on-behalf.ts'
import { meetingForm, voteForm } from './appeal-vote-forms.ts'
import { banReasonForm } from './ban-reason.ts'
import * as care from './care-forms.ts'
import * as cases from './case-forms.ts'
import { crisisForm } from './crisis-form.ts'
import * as data from './data-forms.ts'
import { lookAgainForm } from './look-again-form.ts'
import * as complaints from './complaint-forms.ts'
import type { KeptForm } from './kept-form.ts'
import { notMeForm, refuseLinkForm } from './person-forms.ts'
import { replyForm } from './reply-form.ts'
import { addForm, complainAtForm, complainForm, reportForm } from './report-forms.ts'
import { holdForm, keepBanForm } from './retention-forms.ts'
import { signersForm } from './signers-form.ts'
import { taskForm } from './task-forms.ts'

/** Every form whose text is kept. */
export const keptForms: KeptForm[] = [
  appealForm,
  onBehalfForm,
  moreForm,
  moreForThemForm,
  statementForm,
  voteForm,
  meetingForm,
  cases.dontSignForm,
  cases.editLetterForm,
  cases.dropForm,
  cases.involvedForm,
  cases.lighterForm,
  cases.findingForm,
  cases.noteForm,
  cases.evidenceForm,
  replyForm,
  taskForm,
  care.safeguardingForm,
  care.adviceForm,
  care.mediateForm,
  care.mediationAgreedForm,
  care.mediationNotForm,
  care.pauseForm,
  reportForm,
  complainForm,
  complainAtForm,
  addForm,
  complaints.proposeForm,
  complaints.refuseForm,
  complaints.complaintNoteForm,
  notMeForm,
  refuseLinkForm,
  signersForm,
  banReasonForm,
  crisisForm,
  lookAgainForm,
  ...Object.values(data),
  holdForm,
  keepBanForm,
]

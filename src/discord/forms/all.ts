import { banReasonForm } from './ban-reason.ts'
import * as care from './care-forms.ts'
import * as cases from './case-forms.ts'
import type { KeptForm } from './kept-form.ts'
import { signersForm } from './signers-form.ts'
import { taskForm } from './task-forms.ts'

/** Every form whose text is kept. */
export const keptForms: KeptForm[] = [
  cases.dontSignForm,
  cases.editLetterForm,
  cases.dropForm,
  cases.involvedForm,
  cases.lighterForm,
  cases.findingForm,
  cases.noteForm,
  cases.evidenceForm,
  taskForm,
  care.safeguardingForm,
  care.adviceForm,
  care.mediateForm,
  care.mediationAgreedForm,
  care.mediationNotForm,
  care.pauseForm,
  signersForm,
  banReasonForm,
]

import type { Command } from '../handler.ts'
import { appealCommand } from './appeal.ts'
import { appealsCommand } from './appeals.ts'
import { caseCommand } from './case.ts'
import { crisisCommand } from './crisis.ts'
import { complain, reportToAdmins } from './complain.ts'
import { complaintCommand } from './complaint.ts'
import { help } from './help.ts'
import { history, historyMenu } from './history.ts'
import { involvedCommand } from './involved.ts'
import { mydata } from './mydata.ts'
import { national } from './national.ts'
import { officer } from './officer.ts'
import { pause } from './pause.ts'
import { person } from './person.ts'
import { platform } from './platform.ts'
import { privacy } from './privacy.ts'
import { register } from './register.ts'
import { rules } from './rules.ts'
import { setup } from './setup.ts'
import { task } from './task.ts'
import { openACase, warn } from './warn.ts'

/** Every command and menu, as it is registered with Discord. */
export const commands: Command[] = [
  setup,
  officer,
  platform,
  warn,
  openACase,
  caseCommand,
  complain,
  reportToAdmins,
  complaintCommand,
  appealCommand,
  appealsCommand,
  history,
  historyMenu,
  person,
  involvedCommand,
  crisisCommand,
  pause,
  national,
  register,
  task,
  mydata,
  privacy,
  rules,
  help,
]

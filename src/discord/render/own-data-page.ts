import { officeInWords } from '../../casework/appoint.ts'
import { type OwnData, sanctionLabel } from '../../casework/own-data.ts'
import { formatDate, formatDateTime, londonDate } from '../../policy/calendar.ts'
import { cleanName } from '../../letters/plain-text.ts'
import { type Html, html, NOTHING, page, table } from './html.ts'

/** Where a copy comes from, and which part of it this is. */
export interface CopyOf {
  clp: string
  /** How the Secretary is reached. */
  secretary: string
  part: number
  parts: number
}

const platformName = (platform: string): string => (platform === 'discord' ? 'Discord' : platform)

/** A message of Discord without its signs for bold, quotes and the like, to be read on paper. */
export const withoutMarkup = (text: string): string =>
  text
    .replace(/^(?:>>>|-#|#{1,3}) /gm, '')
    .replace(/(?<!\\)(?:\*\*|__)/g, '')
    .replace(/(?<![\\*\w])\*(?=\S)([^*\n]+?)(?<=[^\s\\])\*(?!\w)/g, '$1')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')

const section = (id: string, title: string, none: string, parts: readonly Html[]): Html =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${parts.length === 0 ? html`<p>${none}</p>` : parts}
  </section>`

const about = (matter: string | null): string => (matter === null ? '' : `, about ${matter}`)

const told = (d: OwnData): Html[] =>
  d.told.map(
    (t) =>
      html`<article>
        <h3>${formatDateTime(t.at)}${about(t.matter)}</h3>
        <p class="when">Deleted on ${formatDate(t.deleteOn)}.</p>
        <div class="text">${withoutMarkup(t.body.content)}</div>
        ${t.body.files.map(
          (f) =>
            html`<p class="when">Attached: ${f.name}</p>
              <div class="text">${f.text}</div>`,
        )}
      </article>`,
  )

const said = (d: OwnData): Html[] =>
  d.said.map(
    (one) =>
      html`<article>
        <h3>${one.what}${about(one.matter)}</h3>
        <p class="when">${formatDateTime(one.at)}. Deleted on ${formatDate(one.deleteOn)}.</p>
        <div class="text">${one.text}</div>
      </article>`,
  )

const KINDS: Record<OwnData['requests'][number]['kind'], string> = {
  rest: 'You asked for the rest of your data',
  correction: 'You asked for a correction',
  deletion: 'You asked for something to be deleted',
}

const requests = (d: OwnData): Html[] =>
  d.requests.map(
    (r) =>
      html`<article>
        <h3>${KINDS[r.kind]}</h3>
        <p class="when">
          ${formatDateTime(r.at)}${about(r.about)}.
          ${
            r.answeredAt === null
              ? `You get an answer by ${formatDate(r.dueOn)}.`
              : `Answered on ${formatDate(londonDate(r.answeredAt))}.`
          }
          Deleted on ${formatDate(r.deleteOn)}.
        </p>
        ${r.words === null ? NOTHING : html`<div class="text">${r.words}</div>`}
        ${
          r.answer === null
            ? NOTHING
            : html`<p>The answer:</p>
                <div class="text">${r.answer}</div>`
        }
        ${(r.released ?? []).map(releasedPiece)}
      </article>`,
  )

/** A piece that was released (N1). */
export const releasedPiece = (p: { title: string; at: string; text: string }): Html =>
  html`<article>
    <h3>${p.title}</h3>
    <p class="when">${formatDateTime(p.at)}</p>
    <div class="text">${p.text}</div>
  </article>`

const bytes = (size: number): string =>
  size < 1024 ? `${size} bytes` : `${Math.round(size / 1024).toLocaleString('en-GB')} KiB`

const FILE_STATES: Record<OwnData['files'][number]['state'], string> = {
  kept: 'Kept',
  waiting: 'Being fetched',
  too_large: 'Too large to be kept here',
  gone: 'Gone before it could be kept',
}

/** What `/mydata` gives at once, as a page to read, print or keep (N1). */
export function ownDataPage(d: OwnData, c: CopyOf): string {
  const title = `Your data at ${c.clp}`
  const parts = c.parts === 1 ? '' : ` (part ${c.part} of ${c.parts})`
  // what a part has nothing of may stand in another one
  const none = (words: string) => (c.parts === 1 ? words : `Nothing in this part; there are ${c.parts}.`)
  return page(`${title}${parts}`, [
    html`<h1>${title}${parts}</h1>
      <p>
        This is a copy for <strong>${cleanName(d.person.name)}</strong> (Discord user ${d.person.id}), made on
        ${formatDateTime(d.madeAt)}, UK time. All times are UK time.
      </p>
      <p>
        It holds what you wrote to us yourself, what we wrote to you, and the decisions that you have had a
        letter about. Everybody who asks gets the same kinds of things. Keep it somewhere safe: it may say
        things that you do not want others to read.
      </p>
      <p>
        You can also <strong>ask for the rest</strong>: anything else that is held about you. Press that
        button below the message that this file came with. The answer comes within one month.
      </p>
      <nav aria-label="In this file">
        <ul>
          <li><a href="#decisions">Decisions about you</a></li>
          <li><a href="#told">What we wrote to you</a></li>
          <li><a href="#said">What you wrote to us</a></li>
          <li><a href="#files">Files that you sent</a></li>
          <li><a href="#offices">Offices that you hold or held</a></li>
          <li><a href="#requests">What you asked us about your data</a></li>
          <li><a href="#rights">How long it is kept, and your rights</a></li>
        </ul>
      </nav>`,
    section(
      'decisions',
      'Decisions about you',
      none('There is no decision about you that you have had a letter about.'),
      d.sanctions.length === 0
        ? []
        : [
            table(
              'Decisions that you have had a letter about',
              ['Reference', 'Decision', 'Where', 'Letter', 'From', 'To', 'Deleted on'],
              d.sanctions.map((x) => [
                x.ref,
                sanctionLabel(x.kind),
                platformName(x.platform),
                formatDate(x.letterDate),
                x.firstDay === null ? '–' : formatDate(x.firstDay),
                x.kind === 'lifetime' ? 'no end' : x.lastDay === null ? '–' : formatDate(x.lastDay),
                x.deleteOn === null ? 'kept, as the EC decided' : formatDate(x.deleteOn),
              ]),
            ),
          ],
    ),
    section('told', 'What we wrote to you', none('We have not written to you.'), told(d)),
    section('said', 'What you wrote to us', none('There is nothing that you wrote to us.'), said(d)),
    section(
      'files',
      'Files that you sent',
      none('There are no files that you sent.'),
      d.files.length === 0
        ? []
        : [
            html`<p>To get a file again, choose it below the message that this page came with.</p>`,
            table(
              'Files that you sent',
              ['File', 'Sent', 'With', 'Size', 'State', 'Deleted on'],
              d.files.map((f) => [
                cleanName(f.name),
                formatDateTime(f.at),
                f.matter,
                bytes(f.size),
                FILE_STATES[f.state],
                formatDate(f.deleteOn),
              ]),
            ),
          ],
    ),
    section(
      'offices',
      'Offices that you hold or held',
      none('You hold no office here, and the register of offices shows none that you held.'),
      d.offices.length === 0
        ? []
        : [
            table(
              'Offices',
              ['Office', 'Where', 'From', 'Until'],
              d.offices.map((o) => [
                cap(officeInWords(o.office)),
                o.platform === null ? 'the whole CLP' : platformName(o.platform),
                formatDate(londonDate(o.from)),
                o.until === null ? 'still held' : formatDate(londonDate(o.until)),
              ]),
            ),
            html`<p>
              What you did and wrote as an officer belongs to the matters that it was about, and is not in
              this file.
            </p>`,
          ],
    ),
    section(
      'requests',
      'What you asked us about your data',
      none('You have asked for nothing more so far.'),
      requests(d),
    ),
    rights(d, c),
  ])
}

const rights = (d: OwnData, c: CopyOf): Html =>
  html`<section aria-labelledby="rights">
    <h2 id="rights">How long it is kept, and your rights</h2>
    <p>
      Everything is deleted two years after its own date; the dates stand above. Something that is still open
      then may be held longer, with a minute of the Executive
      Committee.${
        d.handles.length === 0
          ? NOTHING
          : html` These accounts are taken to be yours as well, as you were told:
            ${d.handles.map((h) => `${h.handle} on ${platformName(h.platform)}`).join(', ')}.`
      }
    </p>
    <p>
      You can ask us to correct something, or to delete it: press
      <strong>Correct or delete something</strong> below the message that this file came with. You get an
      answer within one month.
    </p>
    <p>
      To write to the Secretary: ${c.secretary}. If you are not satisfied with how your data is handled you
      can complain to the Information Commissioner’s Office: ico.org.uk, 0303 123 1113. The command /privacy
      says more.
    </p>
  </section>`

/** The same as JSON, for programs (N1). */
export const ownDataJson = (d: OwnData, c: CopyOf): string =>
  `${JSON.stringify({ clp: c.clp, part: c.part, parts: c.parts, ...d }, null, 2)}\n`

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

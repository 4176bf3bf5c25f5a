import { clean } from '../../letters/plain-text.ts'

/** A piece of a page that is safe as it stands. */
export interface Html {
  readonly html: string
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for a page: what people wrote is shown and never comes alive, in an element or in an attribute (F4). */
const escaped = (text: string): string => clean(text).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '')

type Value = string | number | Html | readonly Html[]

const rendered = (value: Value): string => {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map((one) => one.html).join('\n')
}

/** Markup of our own with values in it; every value that is not markup itself is text. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html => ({
  html: parts.reduce((all, part, n) => all + rendered(values[n - 1] ?? '') + part),
})

/** Nothing. */
export const NOTHING: Html = { html: '' }

const STYLE = `
:root { color-scheme: light dark; --line: #8a8f98; --soft: #f2f3f5; --ink: #16181c; --paper: #ffffff; --link: #0b57a4 }
@media (prefers-color-scheme: dark) { :root { --line: #6d737d; --soft: #24272d; --ink: #eceef1; --paper: #16181c; --link: #8fc3ff } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem }
h2 { font-size: 1.25rem; margin: 2.2rem 0 0.6rem; padding-top: 0.8rem; border-top: 2px solid var(--line) }
h3 { font-size: 1.05rem; margin: 1.6rem 0 0.3rem }
a { color: var(--link) }
.when { margin: 0 0 0.4rem; font-size: 0.92rem }
.text { margin: 0.4rem 0; padding: 0.7rem 0.9rem; white-space: pre-wrap; background: var(--soft); border-left: 4px solid var(--line) }
table { border-collapse: collapse; width: 100%; margin: 0.6rem 0 }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border: 1px solid var(--line); overflow-wrap: normal }
thead th { background: var(--soft) }
@media screen and (max-width: 42rem) {
  table, caption, tbody, tr, th, td { display: block; width: auto }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr { margin: 0 0 0.9rem; border: 1px solid var(--line) }
  th, td { border: 0; padding: 0.25rem 0.7rem }
  tbody th { background: var(--soft); padding: 0.4rem 0.7rem }
  td::before { content: attr(data-label) ": "; font-weight: 600 }
}
@media print { :root { --ink: #000; --paper: #fff; --soft: #fff } body { max-width: none; padding: 0; font-size: 11pt } nav { display: none } h2, h3 { break-after: avoid } tr { break-inside: avoid } a { color: inherit } }
`

/** A page that needs nothing from anywhere: no script, no picture, no address is asked for anything. */
export const page = (title: string, body: readonly Html[]): string =>
  `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.map((one) => one.html).join('\n')}
</main>
</body>
</html>
`

/**
 * A table that a screen reader can follow: with a caption, and headings for columns and for each row. On a phone each row
 * stands as a block of its own; the roles keep it a table for those who hear it.
 */
export const table = (caption: string, headings: string[], rows: string[][]): Html =>
  html`<table role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${headings.map((one) => html`<th scope="col" role="columnheader">${one}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            ${row.map((one, n) =>
              n === 0
                ? html`<th scope="row" role="rowheader" data-label="${headings[n] ?? ''}">${one}</th>`
                : html`<td role="cell" data-label="${headings[n] ?? ''}">${one}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`

// The table of problems for people: as a page under /docs/errors and as docs/errors.md.
// Must never say anything that is not in the table.
import { PROBLEM_KINDS } from '../common/problems.js';

const HEADING = 'Errors';
const INTRODUCTION =
  'Every error is application/problem+json (RFC 9457). Decide by code, which never changes; show people title and detail; do what is said here.';

/** The page that `type` of a problem points to. */
export function errorPageHtml(): string {
  const rows = Object.entries(PROBLEM_KINDS).map(
    ([code, { status, title, whatToDo }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escape(title)}</td><td>${escape(whatToDo)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gyeolje: ${HEADING.toLowerCase()}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1c1c1c }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: .5rem; text-align: left; vertical-align: top }
tr:target { background: #fff3c4 }
</style>
</head>
<body>
<h1>${HEADING}</h1>
<p>${escape(INTRODUCTION)}</p>
<table>
<thead><tr><th>code</th><th>status</th><th>what happened</th><th>what to do</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

/** The same for docs/errors.md. */
export function errorPageMarkdown(): string {
  const rows = Object.entries(PROBLEM_KINDS).map(
    ([code, { status, title, whatToDo }]) => `| \`${code}\` | ${status} | ${title} | ${whatToDo} |`,
  );
  return `# ${HEADING}

<!-- Written by \`npm run generate\` from src/common/problems.ts. Do not edit. -->

${INTRODUCTION}

| code | status | what happened | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

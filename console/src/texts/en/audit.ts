// What the audit trail says, in English.
// Must never be needed to understand an entry: an action without words here is shown as the server names it.
import type { Texts } from '../ko/index';

export const audit: Texts['audit'] = {
  title: 'Audit trail',
  explanation: 'Everything that people did. Nothing here can be changed or removed.',
  search: 'Search',
  searchHint: 'Name, e-mail, subject, reason',
  person: 'Person',
  action: 'Action',
  subject: 'Subject',
  from: 'From day',
  to: 'To day',
  when: 'When',
  who: 'Who',
  what: 'What',
  where: 'From where',
  why: 'Why',
  before: 'Before',
  after: 'After',
  browser: 'Browser',
  nobody: 'Somebody not signed in',
  everyAction: 'Everything',
  details: 'Details',
  clear: 'Clear filters',
  empty: 'No entries',
  emptyHint: 'Other filters may show some.',
  focusSearch: 'Go to the search field',
  actions: {},
};

// One's own account: who one is here, where one is signed in, password and second factor.
// Must never show anything of others.
import { Page, Section } from '../../parts/page';
import { Won } from '../../parts/won';
import { useSession } from '../../api/session';
import { useTexts } from '../../texts/language';
import { formatMinute } from '../../format/moment';
import { PasswordSection } from './password-section';
import { SecondFactorSection } from './second-factor-section';
import { SessionsSection } from './sessions-section';
import styles from './account.module.css';

export function AccountPage() {
  const { account: t, people } = useTexts();
  const { person, idleEndsAt, endsAt } = useSession();
  return (
    <Page title={t.title} heading={person.name}>
      <Section>
        <dl className={styles.facts}>
          <div>
            <dt>{t.email}</dt>
            <dd>{person.email}</dd>
          </div>
          <div>
            <dt>{t.roles}</dt>
            <dd>{person.roles.map((role) => people.roles[role].name).join(', ')}</dd>
          </div>
          <div>
            <dt>{t.refundLimit}</dt>
            <dd>{person.refundLimitWon === null ? t.noLimit : <Won amountWon={person.refundLimitWon} />}</dd>
          </div>
          <div>
            <dt>{t.sessionEnds}</dt>
            <dd>
              <time dateTime={endsAt}>{t.sessionEndsAt(formatMinute(idleEndsAt), formatMinute(endsAt))}</time>
            </dd>
          </div>
        </dl>
      </Section>
      <SessionsSection />
      <div className={styles.columns}>
        <PasswordSection />
        <SecondFactorSection />
      </div>
    </Page>
  );
}

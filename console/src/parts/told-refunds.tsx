// What the server's sentence tells whoever is called to a payment: refunds that unsigned notices told of, and figures.
// Must never say that what a notice told of is true.
import { Button } from '@mantine/core';
import { formatWon } from '../format/won';
import { figuresOf, toldRefunds, type ToldRefund } from '../texts/evidence';
import { useLanguage, useTexts } from '../texts/language';
import { Moment } from './moment';
import { Won } from './won';

interface ToldRefundsProps {
  readonly attention: string;
  /** Offers to enter what was told; left out where nothing is entered. */
  readonly onTake?: (told: ToldRefund) => void;
}

/** Nothing of a sentence that tells neither. */
export function ToldRefunds({ attention, onTake }: ToldRefundsProps) {
  const { evidence, refunds } = useTexts();
  const language = useLanguage();
  const { named, more } = toldRefunds(attention);
  const figures = figuresOf(evidence, attention, (amountWon) => formatWon(amountWon, language));
  return (
    <>
      {named.length > 0 && (
        <>
          <p>{evidence.told}</p>
          <ul>
            {named.map((told, index) => (
              // Two may tell the same, where neither amount nor time can be read.
              <li key={`${index} ${told.amountWon ?? ''} ${told.at ?? ''}`}>
                <strong>
                  {told.amountWon === null ? evidence.unreadableAmount : <Won amountWon={told.amountWon} />}
                </strong>
                {told.at !== null && (
                  <>
                    {' · '}
                    <Moment at={told.at} />
                  </>
                )}
                {onTake && (
                  <>
                    {' '}
                    <Button size="compact-sm" variant="default" onClick={() => onTake(told)}>
                      {refunds.external.takeOver}
                    </Button>
                  </>
                )}
              </li>
            ))}
            {more > 0 && <li>{evidence.moreTold(more)}</li>}
          </ul>
        </>
      )}
      {figures !== null && (
        <p>
          <strong>{figures}</strong>
        </p>
      )}
    </>
  );
}

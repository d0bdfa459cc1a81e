// Whose page this is.
// Must never lead anywhere before somebody is signed in.
import mark from '../mark.svg';
import { useTexts } from '../texts/language';
import styles from './brand.module.css';

export function Brand() {
  const { frame } = useTexts();
  return (
    <span className={styles.brand}>
      <img src={mark} alt="" width={26} height={26} />
      <span className={styles.product}>{frame.product}</span>
      <span className="quiet">{frame.desk}</span>
    </span>
  );
}

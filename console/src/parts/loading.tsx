// Stands where something is being loaded, in the shape of what will come.
// Must never flash: it appears only when loading takes a moment.
import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language';
import styles from './loading.module.css';

const PATIENCE_MS = 180;

export function LoadingRows({ rows = 5 }: { readonly rows?: number }) {
  const { frame } = useTexts();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.rows} role="status">
      <span className="unseen">{frame.loading}</span>
      {isSlow && Array.from({ length: rows }, (_, index) => <Skeleton key={index} height={20} radius="sm" />)}
    </div>
  );
}

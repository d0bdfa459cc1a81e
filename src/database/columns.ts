// Column kinds that the entities share.
// Must never hide a conversion that loses something: won are safe integers by CHECK, times are instants.
import { Column, type ColumnOptions } from 'typeorm';

/** Won as `bigint`. PostgreSQL sends bigint as text; a CHECK keeps every value far below 2^53. */
export function WonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({
    type: 'bigint',
    transformer: {
      to: (won: number | null) => won,
      from: (text: string | null) => (text === null ? null : Number(text)),
    },
    ...options,
  });
}

/** An instant, `timestamptz`. */
export function InstantColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'timestamptz', precision: 3, ...options });
}

/** A JSON document. */
export function JsonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ type: 'jsonb', ...options });
}

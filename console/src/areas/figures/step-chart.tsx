// Bars over time. Loaded when there is something to draw, because the library is large.
// Must never be read by itself: whoever does not see it hears the summary, and finds every number in the table.
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatRoughly } from '../../format/won';
import { useLanguage } from '../../texts/language';
import styles from './figures.module.css';

/** One place on the axis. */
export interface ChartPoint {
  readonly short: string;
  readonly long: string;
  /** One for each series. */
  readonly values: readonly number[];
}

interface StepChartProps {
  /** What it shows, in a sentence. */
  readonly summary: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly { readonly name: string; readonly colour: string }[];
  readonly isStacked?: boolean;
  readonly format: (value: number) => string;
}

const SMALL_PRINT = { fill: 'var(--quiet)', fontSize: 12 } as const;

export function StepChart({ summary, points, series, isStacked = false, format }: StepChartProps) {
  const language = useLanguage();
  const data = points.map(({ short, long, values }) => ({ short, long, values }));
  return (
    <div role="img" aria-label={summary} className={styles.drawing}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 520, height: 240 }}>
        <BarChart data={data} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 4 }} barGap={1}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="short" tick={SMALL_PRINT} tickLine={false} stroke="var(--line-strong)" minTickGap={14} />
          <YAxis
            tick={SMALL_PRINT}
            tickLine={false}
            axisLine={false}
            width={52}
            allowDecimals={false}
            tickFormatter={(value: number) => formatRoughly(value, language)}
          />
          <Tooltip
            cursor={{ fill: 'var(--calm-soft)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload[0]?.payload as ChartPoint | undefined;
              return active && point ? <Told point={point} series={series} format={format} /> : null;
            }}
          />
          <Legend
            iconType="circle"
            iconSize={9}
            itemSorter={null}
            formatter={(name: string) => <span className={styles.legend}>{name}</span>}
          />
          {series.map(({ name, colour }, place) => (
            <Bar
              key={name}
              dataKey={({ values }: ChartPoint) => values[place] ?? 0}
              name={name}
              fill={colour}
              radius={isStacked ? 0 : [3, 3, 0, 0]}
              maxBarSize={26}
              isAnimationActive={false}
              {...(isStacked && { stackId: 'all' })}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function Told({ point, series, format }: Pick<StepChartProps, 'series' | 'format'> & { readonly point: ChartPoint }) {
  return (
    <div className={styles.told}>
      <p>{point.long}</p>
      {series.map(({ name }, place) => (
        <p key={name}>
          <span className="quiet">{name}</span> {format(point.values[place] ?? 0)}
        </p>
      ))}
    </div>
  );
}

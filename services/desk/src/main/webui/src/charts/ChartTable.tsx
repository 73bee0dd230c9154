import type { ChartSpec } from './options';
import classes from './Chart.module.css';

export function ChartTable({ title, spec }: { title: string; spec: ChartSpec }) {
  return (
    // A region that scrolls must be reachable for the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.tableFrame} tabIndex={0} role="region" aria-label={`${title} as a table`}>
      <table className={classes.table}>
        <caption className="visually-hidden">{spec.summary}</caption>
        <thead>
          <tr>
            <th scope="col">{spec.categoryName}</th>
            {spec.series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.categories.map((category, row) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {spec.series.map(({ name, values, unit }) => (
                <td key={name}>{values[row] == null ? 'none' : `${values[row]}${unit ?? spec.unit ?? ''}`}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

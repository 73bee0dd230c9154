import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';

/** What the pages say about a chart; colours are names of the theme's variables. */
export interface ChartSpec {
  /** One sentence for those who do not see the chart. */
  summary: string;
  categoryName: string;
  categories: string[];
  series: ChartSeries[];
  /** The unit behind a value of the left axis, for example "%". */
  unit?: string;
  max?: number;
}

export interface ChartSeries {
  name: string;
  kind: 'bar' | 'line';
  color: string;
  values: (number | null)[];
  stack?: string;
  unit?: string;
  /** Drawn below zero, to set one flow against another; shown and read without the sign. */
  mirrored?: boolean;
}

export function optionOf(spec: ChartSpec, color: (name: string) => string): EChartsCoreOption {
  const dim = color('dim');
  const line = color('line');
  const font = { fontFamily: "'Inter Variable', system-ui, sans-serif", fontSize: 11, color: dim };
  return {
    aria: { enabled: true, label: { description: spec.summary } },
    textStyle: { fontFamily: font.fontFamily },
    animationDuration: 250,
    grid: { left: 4, right: 8, top: spec.series.length > 1 ? 34 : 14, bottom: 2, outerBoundsMode: 'same' },
    legend:
      spec.series.length > 1
        ? { top: 0, left: 0, itemWidth: 9, itemHeight: 9, icon: 'circle', itemGap: 16, textStyle: font, inactiveColor: line }
        : undefined,
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: dim, opacity: 0.08 } },
      backgroundColor: color('surface'),
      borderColor: line,
      padding: [8, 12],
      textStyle: { color: color('text'), fontSize: 12, fontFamily: font.fontFamily },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? `${Math.abs(value)}${spec.unit ?? ''}` : 'none'),
    },
    xAxis: {
      type: 'category',
      data: spec.categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
      axisLabel: { ...font, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      max: spec.max,
      axisLabel: { ...font, formatter: (value: number) => `${Math.abs(value)}${spec.unit ?? ''}` },
      splitLine: { lineStyle: { color: line } },
    },
    series: spec.series.map((series) => seriesOption(series, color, spec.categories.length)),
  };
}

function seriesOption(series: ChartSeries, color: (name: string) => string, categories: number): BarSeriesOption | LineSeriesOption {
  const sign = series.mirrored ? -1 : 1;
  const common = {
    name: series.name,
    color: color(series.color),
    data: series.values.map((value) => (value === null ? null : sign * value)),
  };
  return series.kind === 'bar'
    ? { ...common, type: 'bar', stack: series.stack, barMaxWidth: categories > 7 ? 26 : 48, itemStyle: { borderRadius: 2 } }
    : { ...common, type: 'line', connectNulls: true, symbolSize: 5, lineStyle: { width: 2 } };
}

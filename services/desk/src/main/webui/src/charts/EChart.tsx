import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { echarts } from './echarts';
import { optionOf, type ChartSpec } from './options';
import classes from './Chart.module.css';

export default function EChart({ spec }: { spec: ChartSpec }) {
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const chart = echarts.init(element, null, { renderer: 'svg' });
    const styles = getComputedStyle(document.documentElement);
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.setOption({ ...optionOf(spec, (name) => styles.getPropertyValue(`--${name}`).trim()), animation: !still });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [spec, scheme]);

  return <div ref={frame} className={classes.canvas} />;
}

import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const SIZE = { width: 720, height: 360 };

export interface Series {
  name: string;
  /** One for each category; undefined where it was not measured. */
  values: readonly (number | undefined)[];
}

export interface PlotInput {
  title: string;
  /** Along the bottom. */
  categories: readonly string[];
  /** What the values are, with their unit. */
  axis: string;
  series: readonly Series[];
  /** Beside the first axis, for series of another unit. */
  second?: { axis: string; series: readonly Series[] };
}

/** One picture of bars, or with a second axis of lines, as SVG that needs nothing else. */
export function plot({ title, categories, axis, series, second }: PlotInput): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  const type = second === undefined ? ('bar' as const) : ('line' as const);
  const drawn = (all: readonly Series[], yAxisIndex: number) =>
    all.map(({ name, values }) => ({ name, type, yAxisIndex, data: values.map((value) => value ?? '-') }));
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: title, left: 'center', textStyle: { fontSize: 14 } },
    legend: { bottom: 0 },
    grid: { left: 70, right: 70, top: 60, bottom: 60 },
    xAxis: { type: 'category', data: [...categories] },
    yAxis: [axis, ...(second ? [second.axis] : [])].map((name) => ({ type: 'value', name, min: 0 })),
    series: [...drawn(series, 0), ...drawn(second?.series ?? [], 1)],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}

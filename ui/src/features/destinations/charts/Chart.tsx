import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

import { classNames } from '../../../design/classNames';
import styles from './charts.module.css';
import { type ColourName, type Colours, useColours } from './colours';
import { tickText } from './figureWords';
import { alone, axisEnd, type ChartData, steps } from './series';

/** How a line looks; lines of one chart differ in more than their colour. */
export interface LineLook {
  colour: ColourName;
  dash?: number[];
  isFilled?: boolean;
}

export interface ChartLook {
  lines: readonly LineLook[];
  /** The end of the axis that values are read on: fixed, or the least it may be. */
  end: { fixed: number } | { least: number };
  /** The least step between two values on that axis. */
  step: number;
  /** A value in words that fit beside the axis. */
  words: (value: number) => string;
}

interface ChartProps {
  /** The same object for the chart's whole life. */
  look: ChartLook;
  data: ChartData;
  /** Which bucket is read. */
  at: number | null;
  onAt: (at: number | null) => void;
  className?: string | undefined;
}

const HEIGHT = 112;
const AXIS_WIDTH = 48;

/** Lines over time. It is drawn; what it shows is told in words by whoever uses it. */
export function Chart({ look, data, at, onAt, className }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ data, onAt });
  const colours = useColours();

  useEffect(() => {
    latest.current = { data, onAt };
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(
      options(look, colours, element.clientWidth, (place) => latest.current.onAt(place)),
      aligned(latest.current.data),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = null;
      made.destroy();
    };
  }, [look, colours]);

  useEffect(() => plot.current?.setData(aligned(data)), [data]);

  useEffect(() => {
    const drawn = plot.current;
    const start_ms = at === null ? undefined : data.starts_ms[at];
    if (!drawn || drawn.cursor.idx === at) return;
    const left = start_ms === undefined ? -10 : drawn.valToPos(start_ms, 'x');
    drawn.setCursor({ left, top: left < 0 ? -10 : 0 }, false);
  }, [at, data]);

  return <div ref={host} className={classNames(styles.plot, className)} aria-hidden />;
}

function aligned({ starts_ms, lines }: ChartData): uPlot.AlignedData {
  return [[...starts_ms], ...lines.map((line) => [...line])];
}

function options(look: ChartLook, colours: Colours, width: number, onAt: (at: number | null) => void): uPlot.Options {
  const font = `11px ${getComputedStyle(document.documentElement).getPropertyValue('--ui')}`;
  const axis: uPlot.Axis = {
    stroke: colours['text-3'],
    font,
    ticks: { show: false },
    grid: { stroke: colours.border, width: 1 },
  };
  const { end } = look;
  return {
    width,
    height: HEIGHT,
    ms: 1,
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: { size: 7, width: 2 },
    },
    scales: {
      x: { time: true },
      y: { range: (_, __, highest) => [0, 'fixed' in end ? end.fixed : axisEnd(highest, end.least)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 22, gap: 4, space: 64, values: (_, places) => places.map(tickText) },
      { ...axis, size: AXIS_WIDTH, gap: 6, space: 28, incrs: steps(look.step), values: (_, places) => places.map(look.words) },
    ],
    series: [{}, ...look.lines.map((line) => series(line, colours))],
    hooks: { setCursor: [(drawn) => onAt(drawn.cursor.idx ?? null)] },
  };
}

function series({ colour, dash, isFilled }: LineLook, colours: Colours): uPlot.Series {
  const stroke = colours[colour];
  return {
    stroke,
    width: 1.5,
    spanGaps: false,
    ...(dash && { dash }),
    ...(isFilled && { fill: `color-mix(in oklch, ${stroke} 14%, transparent)` }),
    points: { show: true, size: 4, fill: stroke, filter: (drawn, at) => alone(drawn.data[at] ?? []) },
  };
}

import { localFormat } from './localFormat';

const whole = localFormat((locale) => new Intl.NumberFormat(locale, { style: 'percent' }));
const tenths = localFormat((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }));

/** A share in percent: `98.2%`. A single failure among thousands never reads as 100 %, nor a single success as 0 %. */
export function percentText(percent: number): string {
  if (percent > 99.9 && percent < 100) return `>${tenths().format(0.999)}`;
  if (percent > 0 && percent < 0.1) return `<${tenths().format(0.001)}`;
  return Number.isInteger(percent) ? whole().format(percent / 100) : tenths().format(percent / 100);
}

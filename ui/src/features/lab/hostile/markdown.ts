import type { AttackFacts, LabRun } from '../../../contract';
import { providerLabel } from '../../../design/providerNames';
import { cardLines, scoreText, standingWords, verdictText } from './card';

/** A score card as Markdown, to be put into an issue or a pull request. */
export function markdownOf(run: LabRun, attacks: readonly AttackFacts[]): string {
  const lines = cardLines(run, attacks);
  const signed = run.scheme === 'none' ? 'Unsigned' : `Signed like ${providerLabel(run.scheme)}`;
  const began = new Date(run.started_at_ms).toISOString().slice(0, 16).replace('T', ' ');
  const rows = lines.map(({ word, standing, facts, result }) =>
    [facts?.title ?? word, standingWords[standing], facts?.sent ?? '', result?.found ?? '', facts?.expected ?? '']
      .map(cell)
      .join(' | '),
  );
  const advice = lines
    .filter(({ standing, facts }) => standing === 'fail' && facts !== null)
    .map(({ facts }) => `- **${facts?.title ?? ''}**: ${facts?.advice ?? ''}`);
  return [
    `## ${scoreText(run)}: \`${run.url}\``,
    '',
    `${verdictText(run, attacks)} ${signed}, ${began} UTC.`,
    '',
    '| Attack | Result | What was sent | What the receiver did | What a correct receiver does |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    ...(advice.length > 0 ? ['', '### What to do', '', ...advice] : []),
    '',
  ].join('\n');
}

/** What stands in a cell may not end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

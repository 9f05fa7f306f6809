import { t } from '@lingui/core/macro';

import type { AttackFacts, LabRun } from '../../../contract';
import { providerLabel } from '../../../design/providerNames';
import { cardLines, scoreText, standingWords, verdictText } from './card';

/** A score card as Markdown, to be put into an issue or a pull request. */
export function markdownOf(run: LabRun, attacks: readonly AttackFacts[]): string {
  const lines = cardLines(run, attacks);
  const signed = run.scheme === 'none' ? t`Unsigned` : t`Signed like ${providerLabel(run.scheme)}`;
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
    `| ${headings().join(' | ')} |`,
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    ...(advice.length > 0 ? ['', `### ${t`What to do`}`, '', ...advice] : []),
    '',
  ].join('\n');
}

function headings(): string[] {
  return [t`Attack`, t`Result`, t`What was sent`, t`What the receiver did`, t`What a correct receiver does`];
}

/** What stands in a cell may not end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

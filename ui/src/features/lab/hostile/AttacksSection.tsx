import { t } from '@lingui/core/macro';

import type { AttackFacts } from '../../../contract';
import { Checkbox } from '../../../design/Checkbox';
import { EditorSection } from '../../../design/Editor';
import styles from './hostile.module.css';
import { BASELINE } from './runDraft';

export interface AttacksSectionProps {
  attacks: readonly AttackFacts[];
  /** Those that are left out, by their words. */
  spared: readonly string[];
  onSparedChange: (spared: string[]) => void;
}

/** What is tried. A right request always comes first: without it nothing could be judged. */
export function AttacksSection({ attacks, spared, onSparedChange }: AttacksSectionProps) {
  const baseline = attacks.find(({ word }) => word === BASELINE);
  const others = attacks.filter(({ word }) => word !== BASELINE);
  const isAll = spared.length === 0;
  const [chosen, total] = [others.length - spared.length, others.length];
  return (
    <EditorSection label={t`Attacks`} note={t`${chosen} of ${total}`}>
      <div className={styles.attacks}>
        <div className={styles.everything}>
          <Checkbox
            isChecked={isAll}
            isPartly={!isAll && spared.length < others.length}
            onCheckedChange={() => onSparedChange(isAll ? others.map(({ word }) => word) : [])}
            label={t`Everything`}
          />
          {baseline && <span className={styles.attackSent}>{t`First, always: ${baseline.sent}`}</span>}
        </div>
        {others.map(({ word, title, sent }) => (
          <div key={word} className={styles.attack}>
            <Checkbox
              isChecked={!spared.includes(word)}
              onCheckedChange={(isChecked) =>
                onSparedChange(isChecked ? spared.filter((left) => left !== word) : [...spared, word])
              }
              label={title}
            />
            <p className={styles.attackSent}>{sent}</p>
          </div>
        ))}
      </div>
    </EditorSection>
  );
}

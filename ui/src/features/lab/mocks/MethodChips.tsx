import { t } from '@lingui/core/macro';

import styles from './mocks.module.css';

const USUAL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export interface MethodChipsProps {
  /** None means any. */
  methods: readonly string[];
  onMethodsChange: (methods: string[]) => void;
  /** Whose methods: `rule 1`. */
  ruleName: string;
}

/** The methods a rule means, as buttons that stay pressed. */
export function MethodChips({ methods, onMethodsChange, ruleName }: MethodChipsProps) {
  const offered = [...USUAL, ...methods.filter((method) => !USUAL.includes(method))];
  const toggle = (method: string) =>
    onMethodsChange(methods.includes(method) ? methods.filter((chosen) => chosen !== method) : [...methods, method]);
  return (
    <div className={styles.methods}>
      <span className={styles.fieldLabel}>{t`Methods`}{methods.length === 0 && <span className="t3"> {t`(any)`}</span>}</span>
      <div role="group" aria-label={t`Methods of ${ruleName}`} className={styles.chips}>
        {offered.map((method) => (
          <button
            key={method}
            type="button"
            className={styles.chip}
            aria-pressed={methods.includes(method)}
            onClick={() => toggle(method)}
          >
            {method}
          </button>
        ))}
      </div>
    </div>
  );
}

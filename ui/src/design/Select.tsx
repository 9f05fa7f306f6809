import { Select as Base } from '@base-ui/react/select';

import { classNames } from './classNames';
import { useFieldWiring } from './fieldContext';
import { Glyph } from './glyphs';
import styles from './Select.module.css';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A second, quieter line. */
  note?: string;
}

export interface SelectProps<Value extends string> {
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  /** Names the control when no Field does. */
  'aria-label'?: string;
  /** Said before the chosen label, e.g. `Sign as`. */
  leading?: string;
  /** `input` is as tall as a text field, `button` as a button. */
  size?: 'input' | 'button';
  className?: string | undefined;
}

/** One choice out of a list that opens. */
export function Select<Value extends string>({
  value,
  onValueChange,
  options,
  leading,
  size = 'input',
  className,
  ...rest
}: SelectProps<Value>) {
  const wiring = useFieldWiring();
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(chosen) => chosen !== null && onValueChange(chosen)}
      modal={false}
    >
      <Base.Trigger
        {...wiring}
        aria-label={rest['aria-label']}
        className={classNames(styles.trigger, styles[size], className)}
      >
        {leading && <span className={styles.leading}>{leading}</span>}
        <Base.Value className={styles.value} />
        <Base.Icon className={styles.icon}>
          <Glyph name="chevron-down" size={12} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          sideOffset={4}
          collisionPadding={8}
          align="start"
          alignItemWithTrigger={false}
        >
          <Base.Popup className={styles.popup}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={styles.option}>
                  <span className={styles.tick}>
                    <Base.ItemIndicator>
                      <Glyph name="check" size={12} />
                    </Base.ItemIndicator>
                  </span>
                  <span>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.note && <small className={styles.note}>{option.note}</small>}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

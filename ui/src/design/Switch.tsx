import { Switch as Base } from '@base-ui/react/switch';

import { classNames } from './classNames';
import { useFieldWiring } from './fieldContext';
import styles from './Switch.module.css';

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** Names it when no Field does. */
  'aria-label'?: string;
  className?: string | undefined;
}

/** On or off, at once. */
export function Switch({ isOn, onChange, className, ...rest }: SwitchProps) {
  const wiring = useFieldWiring();
  return (
    <Base.Root
      {...wiring}
      checked={isOn}
      onCheckedChange={onChange}
      aria-label={rest['aria-label']}
      className={classNames(styles.track, className)}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
}

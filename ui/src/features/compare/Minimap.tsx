import styles from './lines.module.css';

/** Marks that are drawn; more would only touch each other. */
const MARKS_MAX = 400;

interface MinimapProps {
  /** The rows at which changes begin. */
  changesAt: readonly number[];
  totalRows: number;
  current: number;
  onStep: (to: number) => void;
}

/** Where in the whole the changes lie. A press goes to the nearest; keys have N and P for that. */
export function Minimap({ changesAt, totalRows, current, onStep }: MinimapProps) {
  const every = Math.max(1, Math.ceil(changesAt.length / MARKS_MAX));
  const goTo = (share: number) => {
    const row = share * totalRows;
    const behind = changesAt.findIndex((at) => at >= row);
    const last = changesAt.length - 1;
    const nearest = behind <= 0 ? (behind === 0 ? 0 : last) : (changesAt[behind] ?? 0) - row < row - (changesAt[behind - 1] ?? 0) ? behind : behind - 1;
    onStep(nearest);
  };
  return (
    <div
      className={styles.minimap}
      aria-hidden
      onClick={({ currentTarget, clientY }) => {
        const { top, height } = currentTarget.getBoundingClientRect();
        goTo((clientY - top) / height);
      }}
    >
      {changesAt.map((at, place) =>
        place % every === 0 || place === current ? (
          <i key={at} data-current={place === current || undefined} style={{ top: `${(at / totalRows) * 100}%` }} />
        ) : null,
      )}
    </div>
  );
}

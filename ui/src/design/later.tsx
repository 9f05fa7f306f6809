import { type ComponentType, lazy, Suspense } from 'react';

/**
 * A component that is loaded once the first screen stands, with everything that only it needs. Nothing is shown in its
 * place until then.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Later(props: Props) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

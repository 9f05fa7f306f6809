/** Elements under their keys, in the order in which the keys were met. */
export function grouped<Element>(elements: readonly Element[], keyOf: (element: Element) => string): [string, Element[]][] {
  const groups = new Map<string, Element[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return [...groups];
}

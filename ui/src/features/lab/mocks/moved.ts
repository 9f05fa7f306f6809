/** The same list with one element moved by some places; as it was when there is no such place. */
export function moved<Element>(list: readonly Element[], place: number, by: number): Element[] {
  const target = place + by;
  const element = list[place];
  if (element === undefined || target < 0 || target >= list.length) return [...list];
  return list.toSpliced(place, 1).toSpliced(target, 0, element);
}
